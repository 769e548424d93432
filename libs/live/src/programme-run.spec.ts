import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type ChannelListener,
  type FrameChannel,
  listenChannels,
  silentLog,
  systemClock,
  TypedEvents,
} from '#kernel';
import type { FromProgramme } from '#programme-link';
import type { Stage, StageRegistry } from '#stage';
import type { FromSupervisor } from '#supervision';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { SignalLog } from '../../../tests/support/kernel/signal-log.js';
import { temporaryFolder } from '../../../tests/support/kernel/temporary-folder.js';
import { type ProgrammeProcesses, ProgrammeRun, type ProgrammeRunOptions } from './programme-run.js';

const showId = 'show_1';
const WITHIN_MS = 5_000;
const LONGER_THAN_A_START_MS = 46_000;
const READY: FromProgramme = {
  kind: 'ready',
  anchorWallMs: 1_700_000_000_000,
  renditions: [],
  isPlayable: false,
};
const FAILED = { code: 'programme-failed', blame: 'us', retry: true, status: 503 };

/** A supervisor whose programme is what the test says. */
class Processes implements ProgrammeProcesses {
  readonly events = new TypedEvents<{ told: FromSupervisor }>();
  readonly running = new Set<string>();

  startProgramme(): void {
    this.running.add(showId);
  }

  killProgramme(): void {
    if (this.running.delete(showId)) this.events.emit('told', { kind: 'programme-ended', showId });
  }

  giveUp(): void {
    this.running.delete(showId);
    this.events.emit('told', { kind: 'programme-gave-up', showId, reason: 'SIGKILL' });
  }

  finish(): void {
    this.running.delete(showId);
    this.events.emit('told', { kind: 'programme-ended', showId });
  }
}

let folder: ReturnType<typeof temporaryFolder>;
let listener: ChannelListener | undefined;
let channels: SignalLog<FrameChannel>;
let processes: Processes;

beforeEach(() => {
  folder = temporaryFolder();
  channels = new SignalLog();
  processes = new Processes();
});

afterEach(async () => {
  await listener?.close();
  listener = undefined;
  folder.remove();
});

const socketPath = () => `${folder.path}/programme.sock`;
/** Every connection is accepted; what comes after is the test's. */
async function listen(): Promise<void> {
  const take = (channel: FrameChannel) => {
    channel.events.on('frame', ({ message }) => {
      if ((message as { kind: string }).kind !== 'control') return;
      channel.send({ kind: 'accepted' });
      channels.push(channel);
    });
  };
  listener = await listenChannels(socketPath(), take, { clock: systemClock });
}

const stage = {
  events: new TypedEvents(),
  participants: [],
  tracks: [],
  openPipe: () => ({ hear: () => undefined, close: () => undefined }),
} as unknown as Stage;
const frontRow = { hear: () => undefined, close: () => undefined };

const start = (
  clock: ProgrammeRunOptions['clock'] = systemClock,
  further: Partial<ProgrammeRunOptions> = {},
) =>
  ProgrammeRun.create({
    stage,
    description: { showId, socketPath: socketPath() } as ProgrammeRunOptions['description'],
    frontRow: {
      stages: { openFrontRow: () => frontRow } as unknown as Pick<StageRegistry, 'openFrontRow'>,
      limit: () => 0,
    },
    processes,
    clock,
    log: silentLog,
    ...further,
  });

const nextChannel = (number: number) => channels.until('a connection', WITHIN_MS, (all) => all[number]);

async function startedRun(further: Partial<ProgrammeRunOptions> = {}) {
  await listen();
  const starting = start(systemClock, further);
  const channel = await nextChannel(0);
  channel.send(READY);
  return { run: await starting, channel };
}

describe('a programme that does not start is an error that says so, whenever it dies', () => {
  test('before anybody listens', async () => {
    const starting = start();
    processes.giveUp();
    await expect(starting).rejects.toMatchObject(FAILED);
    await expect(starting).rejects.toThrow('SIGKILL');
  });

  test('after its connection was reset while it started', async () => {
    await listen();
    const starting = start();
    (await nextChannel(0)).close();
    await nextChannel(1);
    processes.giveUp();
    await expect(starting).rejects.toMatchObject(FAILED);
  });

  test('by itself, with success', async () => {
    const starting = start();
    processes.finish();
    await expect(starting).rejects.toMatchObject(FAILED);
  });

  test('once its encoders run, before anything can be played', async () => {
    const { run, channel } = await startedRun();
    const playable = run.whenPlayable();
    channel.close();
    processes.giveUp();
    await expect(playable).rejects.toMatchObject(FAILED);
    await run.discard();
  });

  test('never: it listens to nobody until the deadline', async () => {
    const clock = new ManualClock();
    const starting = start(clock);
    clock.advance(LONGER_THAN_A_START_MS);
    await expect(starting).rejects.toMatchObject({ code: 'overloaded', status: 503 });
    expect([...processes.running]).toEqual([]);
  });
});

describe('a start that is given up', () => {
  const STOPPING = new Error('the server stops');

  test('kills the programme that was started for it', async () => {
    const closing = new AbortController();
    const starting = start(systemClock, { signal: closing.signal });
    closing.abort(STOPPING);
    await expect(starting).rejects.toBe(STOPPING);
    expect([...processes.running]).toEqual([]);
  });

  test('leaves a programme that ran before it to the next server', async () => {
    processes.startProgramme();
    const closing = new AbortController();
    const starting = start(systemClock, { signal: closing.signal });
    closing.abort(STOPPING);
    await expect(starting).rejects.toBe(STOPPING);
    expect([...processes.running]).toEqual([showId]);
  });

  test('does not wait for the first segment either', async () => {
    const { run } = await startedRun();
    const closing = new AbortController();
    const playable = run.whenPlayable(closing.signal);
    closing.abort(STOPPING);
    await expect(playable).rejects.toBe(STOPPING);
    await run.discard();
  });
});

test('a run of which a player finds a whole segment is playable', async () => {
  const { run, channel } = await startedRun();
  const playable = run.whenPlayable();
  channel.send({ kind: 'playable' } satisfies FromProgramme);
  await expect(playable).resolves.toBeUndefined();
  await run.discard();
});

test('the first segment of a machine that is far too busy is waited for', async () => {
  const deadlines = new ManualClock();
  // The connection has beats of its own, by the second.
  const clock: typeof systemClock = {
    ...systemClock,
    after: (ms, callback) => (ms < 15_000 ? systemClock : deadlines).after(ms, callback),
  };
  await listen();
  const starting = start(clock);
  const channel = await nextChannel(0);
  channel.send(READY);
  const run = await starting;
  const playable = run.whenPlayable();
  deadlines.advance(35_000);
  channel.send({ kind: 'playable' } satisfies FromProgramme);
  await expect(playable).resolves.toBeUndefined();
  await run.discard();
});

test('a programme that dies and is started again is fed again by the same run', async () => {
  const { run, channel } = await startedRun();
  channel.close();
  const next = await nextChannel(1);
  const playable = run.whenPlayable();
  next.send({ ...READY, isPlayable: true });
  await expect(playable).resolves.toBeUndefined();
  await run.discard();
});

test('a store that fails while a standby is noted leaves a row in the log, and the run goes on', async () => {
  const rows = new SignalLog<string>();
  const { run, channel } = await startedRun({
    noteStandby: () => Promise.reject(new Error('the store is away')),
    log: { ...silentLog, error: (fact) => rows.push(fact) },
  });
  channel.send({ kind: 'standby', id: 1, nodeId: null } satisfies FromProgramme);
  const found = await rows.until('a row', WITHIN_MS, (all) => all.find((fact) => fact.includes('standby')));
  expect(found).toContain('live.programme');
  const playable = run.whenPlayable();
  channel.send({ kind: 'playable' } satisfies FromProgramme);
  await expect(playable).resolves.toBeUndefined();
  await run.discard();
});

test('what a programme waits for is decided, also when it said so with its first words', async () => {
  const decided = new SignalLog<unknown>();
  const take = (channel: FrameChannel) =>
    channel.events.on('frame', ({ message }) => {
      const { kind } = message as { kind: string };
      if (kind === 'decided') decided.push(message);
      if (kind !== 'control') return;
      channel.send({ kind: 'accepted' } satisfies FromProgramme);
      channel.send(READY);
      channel.send({ kind: 'standby', id: 3, nodeId: null } satisfies FromProgramme);
    });
  listener = await listenChannels(socketPath(), take, { clock: systemClock });
  const run = await start(systemClock, { noteStandby: async () => true });
  expect(await decided.until('a decision', WITHIN_MS, (all) => all[0])).toEqual({ kind: 'decided', id: 3 });
  await run.discard();
});
