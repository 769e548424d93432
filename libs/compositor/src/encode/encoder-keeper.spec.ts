import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { EncoderPlan } from './encoder-arguments.js';
import { EncoderKeeper } from './encoder-keeper.js';
import type { EncoderProcess } from './epoch-run.js';
import type { FfmpegRunOptions } from './ffmpeg-run.js';

const FRAME = Buffer.alloc(8);
const KEY_UNITS = 60;
const planOf = (...ids: string[]): EncoderPlan => ({
  input: [],
  filter: [],
  outputs: ids.map((renditionId) => ({ renditionId, options: [] })),
});

/** A process that a test lets write and end. */
class Process implements EncoderProcess {
  readonly pid = 1;
  readonly exited: Promise<string>;
  pendingBytes = 0;
  frames = 0;
  isStopped = false;
  end: (reason: string) => void = () => undefined;

  constructor(readonly options: FfmpegRunOptions) {
    this.exited = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  say(): void {
    for (const { renditionId } of this.options.plan.outputs) this.options.onBytes(renditionId, FRAME);
  }

  write(_bytes: Uint8Array, done: () => void): void {
    this.frames += 1;
    done();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
  }

  kill(): void {
    this.end('killed');
  }
}

let clock: ManualClock;
let said: string[];
let died: string[];
let processes: Process[];
let keeper: EncoderKeeper;
let unit: number;

const settled = () => new Promise((resolve) => setImmediate(resolve));
const at = (index: number) => processes[index] as Process;
function write(until: number): void {
  for (; unit < until; unit += 1) keeper.write(FRAME, unit, () => undefined);
}

beforeEach(async () => {
  clock = new ManualClock();
  [said, died, processes, unit] = [[], [], [], 1_000];
  keeper = await EncoderKeeper.create({
    kind: 'video',
    ffmpegPath: 'ffmpeg',
    plan: planOf('high', 'low'),
    perSecond: 30,
    keyUnits: KEY_UNITS,
    mostPendingBytes: 1_000,
    clock,
    log: silentLog,
    sink: {
      epochOpened: ({ renditionId, epoch, start }) => said.push(`${renditionId} ${epoch} at ${start.units}`),
      bytes: (renditionId, epoch) => said.push(`${renditionId} ${epoch}`),
      epochClosed: (renditionId, epoch) => said.push(`${renditionId} ${epoch} closed`),
    },
    onDied: (reason) => died.push(reason),
    startProcess: async (options) => {
      processes.push(new Process(options));
      return at(processes.length - 1);
    },
  });
  write(1_010);
  said = [];
});

afterEach(() => {
  const closed = keeper.close();
  for (const process of processes) process.end('the test is over');
  return closed;
});

describe('an encoder that hands over', () => {
  test('does so at a key frame, and loses no frame', async () => {
    keeper.handOver(planOf('low'));
    await settled();
    write(1_059);
    expect(at(1).frames).toBe(0);
    write(1_120);
    expect([at(0).frames, at(1).frames]).toEqual([60, 60]);
    expect(at(0).isStopped).toBe(true);
    expect(keeper.restarts).toBe(0);
    expect(died).toEqual([]);
  });

  test('says where its heir begins at once, and lets it speak when it has said its last itself', async () => {
    keeper.handOver(planOf('low'));
    await settled();
    write(1_070);
    at(1).say();
    at(0).say();
    expect(said).toEqual(['low 1 at 1060', 'high 0', 'low 0']);
    at(0).end('finished');
    await settled();
    expect(said.slice(3)).toEqual(['high 0 closed', 'low 0 closed', 'low 1']);
  });

  test('and changes its mind goes on with the last plan only', async () => {
    keeper.handOver(planOf('low'));
    await settled();
    keeper.handOver(planOf('high', 'low'));
    await settled();
    write(1_070);
    expect(said).toEqual(['high 2 at 1060', 'low 2 at 1060']);
    expect(died).toEqual([]);
  });

  test('and dies before is followed at once by the heir that is ready', async () => {
    keeper.handOver(planOf('low'));
    await settled();
    write(1_030);
    at(0).end('killed');
    await settled();
    write(1_040);
    at(1).say();
    expect(said).toEqual(['high 0 closed', 'low 0 closed', 'low 1 at 1030', 'low 1']);
    expect(died).toEqual(['killed']);
  });

  test('to an heir that dies before its turn tries again', async () => {
    keeper.handOver(planOf('low'));
    await settled();
    at(1).end('killed');
    await settled();
    write(1_070);
    expect(said).toEqual([]);
    clock.advance(300);
    await settled();
    write(1_130);
    expect(said).toEqual(['low 2 at 1120']);
  });
});

test('an encoder that dies young is followed after a rest by one of the newest plan', async () => {
  at(0).end('killed');
  await settled();
  expect(keeper.isUp).toBe(false);
  keeper.handOver(planOf('low'));
  clock.advance(300);
  await settled();
  write(1_020);
  expect(said).toEqual(['high 0 closed', 'low 0 closed', 'low 1 at 1010']);
  expect(keeper.restarts).toBe(1);
});
