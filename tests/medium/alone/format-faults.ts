// The encoders of one format killed and stopped in turn, judged by what viewers of both formats are sent.
// Real: programme, encoders, packager, origin. Made up: nobody is on stage, the slate moves.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeSettingsInput } from '#compositor';
import { childrenLike, publishedOf } from '../../support/compositor/programme-children.js';
import { ShowOnAir } from '../../support/compositor/show-on-air.js';
import { type DeliveredFrames, watchDelivered } from '../../support/origin/delivered-frames.js';

const FRAME_RATE = 30;
/** On a busy machine the first encoder has its first frame some ticks after the programme's first one. */
const FIRST_FRAME_TICKS = FRAME_RATE;
const SETTINGS: ProgrammeSettingsInput = {
  ...{ width: 640, height: 360, preset: 'ultrafast', warmDecoders: 0, frameRate: FRAME_RATE },
  rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
  formats: [
    {
      ...{ id: 'portrait', width: 360, height: 640, preset: 'ultrafast', frameRate: FRAME_RATE },
      rungs: [{ shortSidePx: 360, bitrate: 500_000 }],
    },
  ],
};
const [WIDE, TALL] = ['video-360', 'portrait-360'] as const;
/**
 * How much later than usual the first part after a fault is at most. What viewers may miss is 300 ms after a kill and
 * 1.2 s after a stop; a machine that is shared adds the time until the other process has its turn.
 */
const LATER_AT_MOST_MS = { SIGKILL: 300, SIGSTOP: 1_200 };

type Signal = keyof typeof LATER_AT_MOST_MS;
type Id = typeof WIDE | typeof TALL;

let show: ShowOnAir;
let ticks = 0;
const delivered = new Map<Id, DeliveredFrames>();
const behindMs = new Map<Id, number[]>([WIDE, TALL].map((id) => [id, []]));
/** Of each fault: what it did to the parts of both formats until the next one. */
const faults: { signal: Signal; laterMs: Record<Id, number>; continues: boolean }[] = [];

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Resolves with the newest lateness once so many parts of the format are out. */
const partsMore = (id: Id, count: number) =>
  new Promise<void>((resolve) => {
    let left = count;
    const off = show.live.packager.events.on('part-published', ({ renditionId }) => {
      if (renditionId === id) left -= 1;
      if (left > 0) return;
      off();
      resolve();
    });
  });

const nextTakeOver = () =>
  new Promise<{ format: string; continues: boolean }>((resolve) => {
    const off = show.programme.events.on('event', (event) => {
      if (event.kind !== 'encoder-took-over' || event.encoder !== 'video') return;
      off();
      resolve({ format: event.format ?? '', continues: event.continues });
    });
  });

async function strike(signal: Signal): Promise<void> {
  const usualMs = { [WIDE]: median(behindMs.get(WIDE) ?? []), [TALL]: median(behindMs.get(TALL) ?? []) };
  const before = { [WIDE]: behindMs.get(WIDE)?.length ?? 0, [TALL]: behindMs.get(TALL)?.length ?? 0 };
  const tookOver = nextTakeOver();
  process.kill(await publishedOf(childrenLike(/ffmpeg.* libx264 .* -bufsize 500k/)), signal);
  const { format, continues } = await tookOver;
  expect(format).toBe('portrait');
  // A spare is warm again within two seconds and a half.
  await partsMore(TALL, 8);
  const laterMs = (id: Id) => Math.max(...(behindMs.get(id) ?? []).slice(before[id])) - usualMs[id];
  faults.push({ signal, continues, laterMs: { [WIDE]: laterMs(WIDE), [TALL]: laterMs(TALL) } });
}

/** Strikes in turn by kill and stop; where a machine's own lateness is given, times are judged too. */
export function strikeFormats(strikes: number, sharedMachineMs?: number): void {
  beforeAll(async () => {
    show = await ShowOnAir.start(SETTINGS);
    show.live.packager.events.on('part-published', ({ renditionId, behindMs: ms }) =>
      behindMs.get(renditionId as Id)?.push(ms),
    );
    await show.live.onAir();
    const watched = [WIDE, TALL].map(async (id) => delivered.set(id, await watchDelivered(show.urlOf(id))));
    await partsMore(TALL, 6);
    for (let done = 0; done < strikes; done += 1) await strike(done % 2 === 0 ? 'SIGKILL' : 'SIGSTOP');
    await show.end();
    ticks = show.health?.ticks ?? Number.POSITIVE_INFINITY;
    await Promise.all(watched);
  }, 120_000);

  afterAll(() => show?.close());

  test.each([WIDE, TALL])('%s: no gap, no discontinuity, and a frame for every tick', (id) => {
    const { broken, frames = 0, seconds = 0 } = delivered.get(id) ?? {};
    expect(broken).toBeUndefined();
    expect(frames).toBeGreaterThanOrEqual(ticks - FIRST_FRAME_TICKS);
    expect(frames).toBe(Math.round(seconds * FRAME_RATE));
    const playlist = show.live.packager.playlist(id);
    expect(playlist?.discontinuitySequence).toBe(0);
    expect(playlist?.segments.filter(({ discontinuity, gap }) => discontinuity || gap)).toEqual([]);
  });

  test('every fault was followed by the spare', () => {
    expect(faults.map(({ continues }) => continues)).toEqual(Array.from({ length: strikes }, () => true));
  });

  if (sharedMachineMs !== undefined)
    test('no part was later than viewers may miss, and the other format had every one in time', () => {
      process.stderr.write(`format faults | ${JSON.stringify(faults)}\n`);
      for (const { signal, laterMs } of faults) {
        expect(laterMs[TALL]).toBeLessThanOrEqual(LATER_AT_MOST_MS[signal] + sharedMachineMs);
        expect(laterMs[WIDE]).toBeLessThanOrEqual(sharedMachineMs);
      }
    });
}
