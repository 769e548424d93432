import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ScriptedProcess } from '../../../../tests/support/compositor/scripted-process.js';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { formatsOf, programmeSettingsSchema } from '../settings.js';
import { ContinuousEncoder, type ContinuousEncoderOptions, type TakeOver } from './continuous-encoder.js';
import type { EncoderPlan } from './encoder-arguments.js';
import { FrameHistory } from './frame-history.js';
import { type RunInput, videoInput } from './run-input.js';

const KEY_UNITS = 60;
const FIRST = 1_000;
const MAP = new FakeEncoder({ kind: 'video' }).init;
const [format] = formatsOf(programmeSettingsSchema.parse({ width: 64, height: 64 }));
const planOf = (...ids: string[]): EncoderPlan => ({
  ...{ kind: 'video', input: [], filter: [] },
  outputs: ids.map((renditionId) => ({ renditionId, options: [] })),
});

let clock: ManualClock;
let said: string[];
let died: string[];
let tookOver: TakeOver[];
let processes: ScriptedProcess[];
let history: FrameHistory;
let encoder: ContinuousEncoder;
let unit: number;

const settled = () => new Promise((resolve) => setImmediate(resolve));
const at = (index: number) => processes[index] as ScriptedProcess;

function advance(until: number): void {
  for (; unit < until; unit += 1) {
    const canvas = history.take();
    if (canvas) history.push(canvas, unit);
    encoder.advance(unit);
  }
}

async function spareIsWarm(): Promise<void> {
  clock.advance(1_600);
  await settled();
}

async function start(more: Partial<ContinuousEncoderOptions> = {}): Promise<void> {
  clock = new ManualClock();
  [said, died, tookOver, processes, unit] = [[], [], [], [], FIRST];
  history = new FrameHistory(64, 64, 48);
  encoder = await ContinuousEncoder.create({
    plan: planOf('high', 'low'),
    input: videoInput(format as NonNullable<typeof format>) as RunInput,
    history,
    ffmpegPath: 'ffmpeg',
    keyUnits: KEY_UNITS,
    mostPendingBytes: 1_000_000,
    clock,
    log: silentLog,
    sink: {
      runOpened: ({ renditionId, run, start, continues, boundary }) =>
        said.push(
          `${renditionId} ${run} at ${start.units}${continues ? ' continues' : ''}${boundary ? ' boundary' : ''}`,
        ),
      bytes: (renditionId, run, chunk) =>
        said.push(`${renditionId} ${run} ${Buffer.from(chunk).includes('moof') ? 'part' : 'map'}`),
      runClosed: (renditionId, run) => said.push(`${renditionId} ${run} closed`),
    },
    onDied: (reason) => died.push(reason),
    onTakeOver: (takeOver) => tookOver.push(takeOver),
    startProcess: (options) => {
      const process = new ScriptedProcess(options, MAP);
      processes.push(process);
      return process;
    },
    ...more,
  });
  await settled();
  clock.advance(1_600);
  // One that is given nothing yet has no spare.
  expect(processes).toHaveLength(1);
  advance(FIRST + 20);
}

beforeEach(() => start());

function end(): Promise<void> {
  const closed = encoder.close();
  for (const process of processes) process.end('the test is over');
  return closed;
}

afterEach(end);

const EVERY_PART = /(high|low) \d+ (map|part)/;
const announced = () => said.filter((line) => !EVERY_PART.test(line));

describe('an encoder whose process is killed', () => {
  test('goes on with its spare where each rendition ended, and nothing is missing', async () => {
    await spareIsWarm();
    at(0).give('high');
    at(0).give('low');
    advance(FIRST + 40);
    at(0).give('high');
    at(0).end('killed');
    await settled();
    expect(died).toEqual(['killed']);
    expect(announced()).toEqual([
      `high 0 at ${FIRST}`,
      `low 0 at ${FIRST}`,
      'high 0 closed',
      'low 0 closed',
      `high 1 at ${FIRST + 30} continues`,
      `low 1 at ${FIRST + 15} continues`,
    ]);
    // Frames from the earlier of the two ends on, whatever the dead process had taken: 15 to 39 of them.
    expect(at(1).times.slice(2)).toEqual(Array.from({ length: 25 }, (_, index) => KEY_UNITS + 15 + index));
    expect(tookOver).toEqual([{ run: 1, continues: true, behindUnits: 24 }]);
  });

  test('publishes of each rendition what lies behind its own end', async () => {
    await spareIsWarm();
    advance(FIRST + 40);
    at(0).give('high');
    at(0).end('killed');
    await settled();
    advance(FIRST + 50);
    said = [];
    for (let part = 0; part < 3; part += 1) for (const id of ['high', 'low']) at(1).give(id);
    expect(said.filter((line) => line.startsWith('high'))).toHaveLength(2);
    expect(said.filter((line) => line.startsWith('low'))).toHaveLength(3);
  });

  test('is killed when it writes what is no MP4, and its spare goes on', async () => {
    await spareIsWarm();
    at(0).give('high');
    at(0).give('low');
    at(0).options.onBytes('low', Buffer.alloc(64, 1));
    at(0).options.onBytes('low', Buffer.alloc(64, 1));
    await settled();
    expect(died).toEqual([expect.stringContaining('wrote what cannot be read')]);
    expect(tookOver).toEqual([{ run: 1, continues: true, behindUnits: 4 }]);
  });

  test('gets another spare', async () => {
    await spareIsWarm();
    at(0).end('killed');
    await settled();
    expect(processes).toHaveLength(2);
    await spareIsWarm();
    expect(processes).toHaveLength(3);
  });

  test('waits for a new process when the spare is dead too, and still misses nothing', async () => {
    await spareIsWarm();
    at(1).end('killed');
    at(0).end('killed');
    await settled();
    advance(FIRST + 30);
    clock.advance(300);
    await settled();
    advance(FIRST + 31);
    expect(announced().slice(-2)).toEqual([`high 1 at ${FIRST} continues`, `low 1 at ${FIRST} continues`]);
    expect(at(2).times.slice(2)).toHaveLength(31);
  });

  test('does not continue when what was missed is too old, and says so', async () => {
    at(0).end('killed');
    await settled();
    advance(FIRST + 200);
    clock.advance(300);
    await settled();
    advance(FIRST + 201);
    expect(announced().at(-1)).toMatch(/^low 1 at 11\d\d$/);
    expect(tookOver[0]?.continues).toBe(false);
  });

  test('leaves out what kills one process after the other', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      at(processes.length - 1).end('crashed');
      await settled();
      clock.advance(300);
      await settled();
      advance(unit + 1);
    }
    expect(announced().at(-1)).not.toContain('continues');
    expect(announced().at(-1)).not.toContain(`at ${FIRST}`);
  });
});

test('beside other encoders one begins with their segments, and with them where time was lost for all', async () => {
  await end();
  await start({ isOneOfSeveral: true });
  at(0).end('killed');
  await settled();
  advance(FIRST + 200);
  clock.advance(300);
  await settled();
  advance(FIRST + 201);
  expect(announced().at(-1)).toBe(`low 1 at ${FIRST + 3 * KEY_UNITS}`);
  history.clear();
  encoder.restart();
  await settled();
  unit += 507;
  advance(unit + 1);
  expect(announced().at(-1)).toBe(`low 2 at ${unit - 1}`);
});

test('beside other encoders one that is not warm when time was lost begins with their segments all the same', async () => {
  await end();
  await start({ isOneOfSeveral: true });
  history.clear();
  encoder.restart();
  await settled();
  const lostTo = unit + 507;
  unit = lostTo;
  at(1).end('crashed');
  await settled();
  advance(lostTo + 100);
  clock.advance(300);
  await settled();
  advance(lostTo + 101);
  expect(announced().at(-1)).toBe(`low 1 at ${lostTo + KEY_UNITS}`);
});

test('time that was lost while it stood by does not move where it goes on', async () => {
  await end();
  await start({ isOneOfSeveral: true, standsBy: true });
  history.clear();
  encoder.restart();
  advance(FIRST + 30);
  encoder.takeOver(undefined, FIRST - 25);
  advance(FIRST + 31);
  expect(announced().at(-1)).toBe(`low 0 at ${FIRST + 35}`);
});

describe('an encoder that changes its plan', () => {
  beforeEach(spareIsWarm);

  test('does so at a key frame, loses no frame, and continues what it still makes', async () => {
    encoder.handOver(planOf('low'));
    await settled();
    advance(FIRST + 120);
    expect(at(0).times.slice(2)).toHaveLength(60);
    expect(at(2).times.slice(2)).toHaveLength(60);
    expect(at(0).isStopped).toBe(true);
    said = [];
    at(2).give('low');
    expect(said).toEqual([]);
    for (let part = 0; part < 4; part += 1) for (const id of ['high', 'low']) at(0).give(id);
    at(0).end('finished');
    await settled();
    expect(said.slice(8)).toEqual([
      'high 0 closed',
      'low 0 closed',
      `low 1 at ${FIRST + 60} continues`,
      'low 1 map',
      'low 1 part',
    ]);
    expect(encoder.restarts).toBe(0);
    expect(died).toEqual([]);
  });

  test('says that it does not continue when the process before was killed on its way out', async () => {
    encoder.handOver(planOf('low'));
    await settled();
    advance(FIRST + 70);
    at(0).end('killed');
    await settled();
    expect(announced().at(-1)).toBe(`low 1 at ${FIRST + 60}`);
  });

  test('announces a rendition that returns at once: the others must be cut for it', async () => {
    encoder.handOver(planOf('high', 'low', 'new'));
    await settled();
    advance(FIRST + 61);
    expect(said.at(-1)).toBe(`new 1 at ${FIRST + 60}`);
  });

  test('and changes its mind goes on with the last plan only', async () => {
    encoder.handOver(planOf('low'));
    await settled();
    encoder.handOver(planOf('high', 'low'));
    await settled();
    advance(FIRST + 62);
    expect(at(3).times.slice(2)).toHaveLength(2);
    expect(at(2).times.slice(2)).toEqual([]);
  });

  test('and dies before is followed at once by the process that is ready', async () => {
    encoder.handOver(planOf('low'));
    await settled();
    at(0).end('killed');
    await settled();
    expect(announced().at(-1)).toBe(`low 1 at ${FIRST} continues`);
  });
});

describe('a rendition that is copied', () => {
  const PIECE = Buffer.from('moof of the source');

  beforeEach(spareIsWarm);

  /** From `at` on, where no segment of the encoder begins. */
  async function copyAt(at: number): Promise<void> {
    encoder.prepareCopy(planOf('low'), 'high');
    expect(encoder.isReadyToCopy).toBe(false);
    await settled();
    expect(encoder.isReadyToCopy).toBe(true);
    advance(at);
    expect(encoder.beginCopy(at)).toEqual(MAP);
    advance(at + 1);
  }

  test('begins at any unit, which begins a segment: that is said at once, and its bytes come in their turn', async () => {
    const start = FIRST + 37;
    await copyAt(start);
    expect(at(0).times.slice(2)).toHaveLength(37);
    expect(at(0).isStopped).toBe(true);
    expect(announced().at(-1)).toBe(`high 1 at ${start} continues boundary`);
    encoder.copy({ bytes: PIECE, endUnit: start + 15 });
    expect(said.filter((line) => line.startsWith('high 1'))).toHaveLength(1);
    for (let part = 0; part < 2; part += 1) for (const id of ['high', 'low']) at(0).give(id);
    at(0).finish(7);
    await settled();
    expect(said.slice(-6)).toEqual([
      'high 0 closed',
      'low 0 closed',
      `low 1 at ${start} continues`,
      'low 1 map',
      'high 1 map',
      'high 1 part',
    ]);
    // The grid of segments is the source's from now on.
    expect(at(2).times[2]).toBe(KEY_UNITS);
    expect([encoder.isCopying, encoder.restarts]).toEqual([true, 0]);
  });

  test('is encoded again where it ended, and so are the others', async () => {
    const start = FIRST + 30;
    await copyAt(start);
    for (let part = 0; part < 2; part += 1) for (const id of ['high', 'low']) at(0).give(id);
    at(0).end('finished');
    await settled();
    await spareIsWarm();
    advance(start + 50);
    encoder.copy({ bytes: PIECE, endUnit: start + 15 });
    encoder.copy({ bytes: PIECE, endUnit: start + 30 });
    at(2).give('low');
    encoder.endCopy();
    expect(encoder.isCopying).toBe(false);
    await settled();
    expect(announced().slice(-2)).toEqual([
      `high 2 at ${start + 30} continues`,
      `low 2 at ${start + 15} continues`,
    ]);
    expect(at(3).times.slice(2)).toHaveLength(35);
    expect([died, encoder.restarts]).toEqual([[], 0]);
    // The death of the process that follows is a death.
    at(3).end('killed');
    await settled();
    expect([died, encoder.restarts]).toEqual([['killed'], 1]);
  });

  test('is encoded again when the process of the others dies', async () => {
    await copyAt(FIRST + 30);
    for (let part = 0; part < 2; part += 1) for (const id of ['high', 'low']) at(0).give(id);
    at(0).end('finished');
    await settled();
    await spareIsWarm();
    encoder.copy({ bytes: PIECE, endUnit: FIRST + 45 });
    at(2).end('killed');
    await settled();
    expect(announced().at(-2)).toBe(`high 2 at ${FIRST + 45} continues`);
    expect(died).toEqual(['killed']);
  });

  test('has no part in what follows a process that dies before', async () => {
    encoder.prepareCopy(planOf('low'), 'high');
    await settled();
    at(0).end('killed');
    await settled();
    clock.advance(300);
    await settled();
    advance(unit + 1);
    expect(at(3).options.plan.outputs).toHaveLength(2);
    expect(announced().slice(-2)).toEqual([`high 1 at ${FIRST} continues`, `low 1 at ${FIRST} continues`]);
  });

  test('that is given up before it began leaves the usual spare', async () => {
    encoder.prepareCopy(planOf('low'), 'high');
    await settled();
    encoder.endCopy();
    await settled();
    await spareIsWarm();
    expect(at(3).options.plan.outputs).toHaveLength(2);
    expect(encoder.isReadyToCopy).toBe(false);
  });
});

test('after time was lost the next unit begins a run of its own', async () => {
  await spareIsWarm();
  history.clear();
  encoder.restart();
  await settled();
  unit = FIRST + 5_000;
  advance(unit + 1);
  expect(announced().at(-1)).toBe(`low 1 at ${FIRST + 5_000}`);
  expect(died).toEqual([]);
});
