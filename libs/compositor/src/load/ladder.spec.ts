import { describe, expect, test } from '@jest/globals';
import { formatsOf, programmeSettingsSchema } from '../settings.js';
import { Ladder, type LadderChange } from './ladder.js';

const FRAME_RATE = 30;
const RECOVERY_SECONDS = 60;
const behind = (seconds: number) => seconds * FRAME_RATE;
const wordsOf = (change: LadderChange) =>
  `${change.kind} ${'rung' in change ? change.rung.id : change.ticksPerImage}`;

class Show {
  readonly ladder: Ladder;

  constructor(fragmentMs = 500, secondsOnAir = 20) {
    const [format] = formatsOf(programmeSettingsSchema.parse({ fragmentMs }));
    this.ladder = new Ladder(format as NonNullable<typeof format>, RECOVERY_SECONDS);
    this.run(secondsOnAir);
  }

  static starting(): Show {
    return new Show(500, 0);
  }

  /** What changed, and after how many seconds. */
  run(seconds: number, behindSeconds: number | ((second: number) => number) = 0, idleCores = 1): string[] {
    const changes: string[] = [];
    for (let second = 0; second < seconds; second += 1) {
      const now = typeof behindSeconds === 'number' ? behindSeconds : behindSeconds(second);
      const change = this.ladder.step({ behindFrames: behind(now), idleCores });
      if (change) changes.push(`${second + 1}: ${wordsOf(change)}`);
    }
    return changes;
  }

  get ids(): string[] {
    return this.ladder.rungs.map(({ id }) => id);
  }
}

describe('a ladder under pressure', () => {
  test('bears lag that comes and goes', () => {
    const show = new Show();
    expect(show.run(60, (second) => (second % 6 < 3 ? 0.9 : 0.1))).toEqual([]);
    // One long hang of the machine, worked off second by second.
    expect(show.run(20, (second) => Math.max(0, 3 - second * 0.2))).toEqual([]);
  });

  test('loses a rendition before viewers, who are 1.5 s behind live, stall for long', () => {
    expect(new Show().run(8, 0.8)).toEqual(['6: shed video-480']);
    expect(new Show().run(8, 2)).toEqual(['3: shed video-480']);
    // A twentieth too slow: 0.7 s are lost after 14 s, 1.0 s after 20.
    expect(new Show().run(30, (second) => second * 0.05)).toEqual(['21: shed video-480']);
  });

  test('is more patient with players who hold more back', () => {
    expect(new Show(200).run(8, 0.4)).toEqual(['6: shed video-480']);
    expect(new Show(500).run(60, 0.4)).toEqual([]);
    expect(new Show(2_000).run(60, 1.3)).toEqual([]);
    expect(new Show(2_000).run(8, 1.5)).toEqual(['6: shed video-480']);
  });

  test('gives what it did time to help, and keeps the lowest', () => {
    const show = new Show();
    expect(show.run(24, 2)).toEqual(['3: shed video-480', '14: shed video-720']);
    expect(show.ids).toEqual(['video-360']);
  });
});

describe('the start of a show', () => {
  test('that is late and catches up keeps its renditions', () => {
    const late = [0.4, 1.2, 1.9, 2.2, 1.8, 1.4, 0.9, 0.4];
    expect(Show.starting().run(30, (second) => late[second] ?? 0)).toEqual([]);
    expect(Show.starting().run(8, 1.2)).toEqual([]);
  });

  test('on a machine that does not carry it loses a rendition within seconds, not after half a minute', () => {
    expect(Show.starting().run(8, (second) => second * 0.5)).toEqual(['6: shed video-480']);
    expect(Show.starting().run(8, 2)).toEqual(['3: shed video-480']);
  });

  test('gives what it did time to help all the same', () => {
    expect(Show.starting().run(13, 2)).toEqual(['3: shed video-480']);
  });
});

describe('the last rung', () => {
  const lastOnly = () => {
    const show = new Show();
    show.run(23, 2);
    return show;
  };

  test('has fewer images under pressure that stays, and no less than every fourth', () => {
    expect(lastOnly().run(60, 2)).toEqual(['2: thinned 2', '13: thinned 4']);
  });

  test('has all of them again soon, one step after the other, and the rungs only then', () => {
    const show = lastOnly();
    show.run(13, 2);
    expect(show.ladder.ticksPerImage).toBe(4);
    expect(show.run(60)).toEqual(['17: filled 2', '34: filled 1']);
    expect(show.ladder.ticksPerImage).toBe(1);
    expect(show.run(140)).toHaveLength(2);
    expect(show.ids).toHaveLength(3);
  });
});

test('what waits for more than twice what players hold back is not waited for', () => {
  expect(new Show().run(8, 3.2)).toEqual(['2: shed video-480']);
  expect(new Show(200).run(8, 1.3)).toEqual(['2: shed video-480']);
});

describe('a rung that went', () => {
  const shed = (show: Show) => show.run(3, 2);

  test('is back after a minute without lag and with room for it', () => {
    const show = new Show();
    shed(show);
    expect(show.run(66)).toEqual([]);
    expect(show.run(1)).toEqual(['1: restored video-480']);
    expect(show.ids).toEqual(['video-720', 'video-480', 'video-360']);
  });

  test('waits while the machine has no room, and counts from the start after lag', () => {
    const show = new Show();
    shed(show);
    expect(show.run(300, 0, 0.2)).toEqual([]);
    expect(show.run(50)).toEqual([]);
    expect(show.run(1, 0.5)).toEqual([]);
    expect(show.run(59)).toEqual([]);
    expect(show.run(1)).toHaveLength(1);
  });

  test('is restored one after the other, the last to go first', () => {
    const show = new Show();
    shed(show);
    show.run(10);
    shed(show);
    expect(show.ids).toEqual(['video-360']);
    expect(show.run(200)).toEqual(['67: restored video-720', '134: restored video-480']);
  });

  test('is tried later and later when it had to go again soon, and soon once it has stayed', () => {
    const show = new Show();
    const secondsAway = () => {
      shed(show);
      for (let seconds = 1; ; seconds += 1) if (show.run(1).length > 0) return seconds;
    };
    const tried = Array.from({ length: 6 }, () => {
      const seconds = secondsAway();
      show.run(10);
      return seconds;
    });
    expect(tried).toEqual([67, 127, 247, 487, 967, 967]);
    show.run(700);
    expect(secondsAway()).toBe(67);
  });
});
