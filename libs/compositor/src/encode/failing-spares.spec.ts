import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { type Format, formatsOf, programmeSettingsSchema } from '../settings.js';
import { ContinuousEncoder } from './continuous-encoder.js';
import type { EncoderPlan } from './encoder-arguments.js';
import { FrameHistory } from './frame-history.js';
import { videoInput } from './run-input.js';

const FIRST = 1_000;
const RENDITION = 'video';
const MAP = new FakeEncoder({ kind: 'video' }).init;
const format = formatsOf(programmeSettingsSchema.parse({ width: 64, height: 64 }))[0] as Format;
const plan: EncoderPlan = {
  ...{ kind: 'video', input: [], filter: [] },
  outputs: [{ renditionId: RENDITION, options: [] }],
};

let clock: ManualClock;
let encoder: ContinuousEncoder;
/** Processes that do not work never write a map. */
let works: boolean;
/** Ends the process that was started then. */
let ends: ((reason: string) => void)[];
let notStarted: string[];
let died: string[];
let announced: string[];

const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(async () => {
  clock = new ManualClock();
  [works, ends, notStarted, died, announced] = [true, [], [], [], []];
  const history = new FrameHistory(64, 64, 48);
  encoder = await ContinuousEncoder.create({
    ...{ plan, input: videoInput(format), history, ffmpegPath: 'ffmpeg', keyUnits: 60 },
    ...{ mostPendingBytes: 1_000_000, warmWithinMs: 8_000, clock, log: silentLog },
    sink: {
      runOpened: ({ run, start, continues = false }) =>
        announced.push(`${run} at ${start.units}${continues ? ' continues' : ''}`),
      bytes: () => undefined,
      runClosed: () => undefined,
    },
    onDied: (reason) => died.push(reason),
    onNotStarted: (reason) => notStarted.push(reason),
    onTakeOver: () => undefined,
    startProcess: ({ onBytes }) => {
      let end = (_reason: string): void => undefined;
      const exited = new Promise<string>((resolve) => {
        end = resolve;
      });
      ends.push(end);
      if (works) queueMicrotask(() => onBytes(RENDITION, MAP));
      return {
        ...{ pid: undefined, exited, pendingBytes: 0 },
        write: (_pieces, done) => done(),
        stop: async () => undefined,
        kill: () => end('killed'),
      };
    },
  });
  const canvas = history.take();
  if (canvas) history.push(canvas, FIRST);
  encoder.advance(FIRST);
});

afterEach(() => {
  const closed = encoder.close();
  for (const end of ends) end('the test is over');
  return closed;
});

test('a spare that does not start is reported each time, and a process of another plan goes on where the last one ended', async () => {
  works = false;
  clock.advance(1_600);
  ends[1]?.('no device');
  await settled();
  expect([notStarted, died]).toEqual([['no device'], []]);
  ends[0]?.('the device is gone');
  await settled();
  clock.advance(300);
  ends[2]?.('no device');
  await settled();
  expect([notStarted, died]).toEqual([['no device', 'no device'], ['the device is gone']]);
  works = true;
  encoder.handOver(plan);
  await settled();
  expect(announced).toEqual([`0 at ${FIRST}`, `1 at ${FIRST} continues`]);
});

test('a spare that hangs at its start is killed in time, which is reported as well', async () => {
  works = false;
  clock.advance(1_600);
  clock.advance(7_800);
  await settled();
  expect(notStarted).toEqual([]);
  clock.advance(300);
  await settled();
  expect(notStarted).toEqual(['killed']);
});

test('a spare that worked and ends is followed, and says nothing of its start', async () => {
  clock.advance(1_600);
  await settled();
  ends[1]?.('killed');
  await settled();
  clock.advance(300);
  expect([ends.length, notStarted]).toEqual([3, []]);
});
