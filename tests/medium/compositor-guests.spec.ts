// What the audience gets whatever guests do. Real: worker thread, FFmpeg, its encoders. Made up: the participants.
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { cameraTrack, microphoneTrack, opusUnits, plain, vp8Units } from '../support/compositor/guests.js';
import { joinedRuns, joinRuns } from '../support/compositor/joined-runs.js';
import { childrenLike, colourAt, decoders } from '../support/compositor/programme-children.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../support/compositor/programme-under-test.js';
import { decodeAudio, type RecordedRun } from '../support/compositor/recording-sink.js';
import type { SentUnit } from '../support/compositor/synthetic-track.js';

const RED = '0xfe0000';

/** Of a second each; MUTED_TURNS=60 is a minute of it. */
const MUTED_TURNS = Number(process.env.MUTED_TURNS ?? 3);
const TEST_MS = 60_000 + MUTED_TURNS * 2_000;

let show: ProgrammeUnderTest;
let red: SentUnit[];
/** Not of one pitch: two equal tones can be silence together. */
let tones: [SentUnit[], SentUnit[]];

beforeAll(async () => {
  [red, tones] = await Promise.all([
    vp8Units(plain(RED)),
    Promise.all([opusUnits('sine=f=440', 2), opusUnits('sine=f=660', 2)]),
  ]);
}, 60_000);

afterEach(() => show.close());

async function oneGuest() {
  show = await ProgrammeUnderTest.create();
  const camera = cameraTrack('g1', red);
  const seen = show.seen(1);
  await show.programme.addTrack(camera);
  show.programme.addParticipant({ id: 'g1', name: 'Rosa' });
  await seen;
  return camera;
}

function mute(microphone: ReturnType<typeof microphoneTrack>, muted: boolean): void {
  microphone.pause(muted);
  show.programme.updateParticipant(microphone.participantId, { muted });
}

/** On a busy machine an encoder may be taken for hung: its spare's run goes on. */
const shownAt = (tick: number): Promise<string> => {
  const runs = show.sink.of(SMALL_RUNG).filter(({ firstByteMs }) => firstByteMs !== undefined);
  return colourAt(runs.findLast(({ start }) => start.units <= tick) as RecordedRun, tick);
};

describe('a guest', () => {
  test(
    'and another who mute and unmute all the time never end the audio',
    async () => {
      await oneGuest();
      const microphones = [microphoneTrack('g1', tones[0]), microphoneTrack('g2', tones[1])];
      for (const microphone of microphones) await show.programme.addTrack(microphone);
      show.programme.addParticipant({ id: 'g2', name: 'Lee' });
      for (let turn = 0; turn < MUTED_TURNS; turn += 1) {
        for (const [index, microphone] of microphones.entries()) mute(microphone, (turn + index) % 2 === 0);
        await show.run(1);
      }
      for (const microphone of microphones) mute(microphone, false);
      const { ticks } = await show.run(2);
      await show.close();
      // On a busy machine an encoder may be taken for hung: its spare goes on without a hole.
      const { holes } = await joinedRuns(show.sink.of('audio'));
      expect(holes).toEqual([]);
      const audio = joinRuns(show.sink.of('audio'));
      const samples = await decodeAudio(audio);
      expect(samples.length + audio.start.units).toBeGreaterThan((ticks - 30) * 1_600);
      const late = samples.subarray(
        (ticks - 30) * 1_600 - audio.start.units,
        (ticks - 10) * 1_600 - audio.start.units,
      );
      expect(Math.max(...late)).toBeGreaterThan(0.05);
    },
    TEST_MS,
  );

  test('who leaves is gone with the next frame, and their processes with them', async () => {
    const camera = await oneGuest();
    const left = show.happened((event) => event.kind === 'video-lost');
    camera.end();
    await left;
    show.programme.removeParticipant('g1');
    const { ticks } = await show.run(1);
    // The one that is left is kept warm for the next guest.
    expect(decoders().length).toBeLessThanOrEqual(1);
    await show.close();
    expect(await shownAt(ticks - 5)).toBe('other');
    expect(childrenLike(/ffmpeg/)).toEqual([]);
  });

  test('with a name of 500 hostile characters is one more name', async () => {
    await oneGuest();
    const name = `'"%{pts}:drawtext=text=\u202e%s\\\n\0🎹김연아 محمد `.repeat(12);
    show.programme.updateParticipant('g1', { name: name.slice(0, 500) });
    show.programme.setOverlays({ title: { text: name, subtitle: name }, ticker: { text: name } });
    show.programme.setSlate({ kind: 'break', title: name, text: name });
    await show.run(1);
    show.programme.setSlate(undefined);
    const { ticks } = await show.run(1);
    await show.close();
    expect(await shownAt(ticks - 5)).toBe('red');
  });
});
