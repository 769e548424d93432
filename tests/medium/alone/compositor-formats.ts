// Two formats of one programme from one decode of each guest. Real: worker thread, FFmpeg. Made up: the guests.
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeSettingsInput } from '#compositor';
import { colourName } from '../../support/compositor/colours.js';
import { cameraTrack, plain, vp8Units } from '../../support/compositor/guests.js';
import { decoders, publishedOf, videoEncoders } from '../../support/compositor/programme-children.js';
import { ProgrammeUnderTest } from '../../support/compositor/programme-under-test.js';
import { decodeFrames, type RecordedRun } from '../../support/compositor/recording-sink.js';
import type { SentUnit } from '../../support/compositor/synthetic-track.js';

const TWO_FORMATS: ProgrammeSettingsInput = {
  ...{ width: 640, height: 360, preset: 'ultrafast', warmDecoders: 0 },
  rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
  formats: [
    {
      ...{ id: 'portrait', width: 360, height: 640, preset: 'ultrafast' },
      rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
    },
  ],
};
const [WIDE, TALL] = ['video-360', 'portrait-360'];

let show: ProgrammeUnderTest;
let red: SentUnit[];
let blue: SentUnit[];

beforeAll(async () => {
  [red, blue] = await Promise.all([vp8Units(plain('0xfe0000')), vp8Units(plain('0x0000fe'))]);
}, 60_000);

afterEach(() => show.close());

async function twoGuests(): Promise<void> {
  show = await ProgrammeUnderTest.create(TWO_FORMATS);
  const seen = show.seen(2);
  for (const [id, units] of [
    ['g1', red],
    ['g2', blue],
  ] as const) {
    await show.programme.addTrack(cameraTrack(id, units));
    show.programme.addParticipant({ id, name: id });
  }
  await seen;
}

async function colours(renditionId: string | undefined, tick: number, ...points: [number, number][]) {
  const [run] = show.sink.of(renditionId ?? '') as [RecordedRun];
  const { width, height } = show.programme.renditions.find(({ id }) => id === renditionId) ?? {};
  const at = tick - run.start.units;
  const frames = await decodeFrames(run, width ?? 0, height ?? 0, (frame) => frame === at);
  return {
    endUnit: run.start.units + frames.count,
    seen: points.map(([x, y]) => colourName(frames.rgb(at, x, y))),
  };
}

export function makeTwoFormats(): void {
  test('16:9 and 9:16 at once: each has its layout, one decoder serves both, every tick has a frame of each', async () => {
    await twoGuests();
    const { ticks } = await show.run(2);
    expect(decoders()).toHaveLength(2);
    await show.close();
    const wide = await colours(WIDE, ticks - 5, [160, 100], [480, 100]);
    const tall = await colours(TALL, ticks - 5, [180, 100], [180, 420]);
    expect([wide.seen, tall.seen]).toEqual([
      ['red', 'blue'],
      ['red', 'blue'],
    ]);
    for (const { endUnit } of [wide, tall]) expect(endUnit).toBeGreaterThanOrEqual(ticks);
  });
}

export function layOutAlone(): void {
  test('a format may have a layout of its own, while it runs', async () => {
    await twoGuests();
    show.programme.setFormatLayout('portrait', { kind: 'solo', pinned: 'g2' });
    show.programme.setLayout({ kind: 'solo', pinned: 'g1' });
    const { ticks } = await show.run(2);
    await show.close();
    expect((await colours(WIDE, ticks - 5, [320, 100])).seen).toEqual(['red']);
    expect((await colours(TALL, ticks - 5, [180, 100])).seen).toEqual(['blue']);
  });
}

export function strikeOne(): void {
  test('an encoder of one format that is killed does not touch the other', async () => {
    await twoGuests();
    await show.run(3);
    const back = show.happened((event) => event.kind === 'encoder-took-over');
    process.kill(await publishedOf(videoEncoders()), 'SIGKILL');
    const struck = await back;
    await show.run(2);
    await show.close();
    const runs = { main: show.sink.of(WIDE ?? '').length, portrait: show.sink.of(TALL ?? '').length };
    const format = struck.kind === 'encoder-took-over' ? struck.format : undefined;
    expect(struck).toMatchObject({ continues: true });
    expect(runs).toEqual(format === 'main' ? { main: 2, portrait: 1 } : { main: 1, portrait: 2 });
  });
}
