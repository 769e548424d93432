import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FrameChannel, listenChannels, silentLog, systemClock } from '#kernel';
import { printBox } from '#media';
import { SignalLog } from '../../../tests/support/kernel/signal-log.js';
import { atSocket } from './at-socket.js';
import type { Replica, ReplicaSnapshot, RunOpening } from './ports.js';
import { ShowLogFollower } from './show-log-follower.js';
import { ShowLogWriter } from './show-log-writer.js';
import { StandbyLog } from './standby-log.js';

const clock = systemClock;
const WITHIN_MS = 5_000;
const INIT = Buffer.concat([printBox('ftyp', Buffer.alloc(8)), printBox('moov', Buffer.alloc(40, 1))]);
const fragment = (fill: number) =>
  Buffer.concat([printBox('moof', Buffer.alloc(20, fill)), printBox('mdat', Buffer.alloc(50, fill))]);

/** Writes down in words what reaches it. */
class ToldReplica implements Replica {
  readonly anchorWallMs = 1_000_000;
  readonly endSeconds = 0;
  newestRun = 0;
  told = new SignalLog<string>();

  static restore({ state }: ReplicaSnapshot): ToldReplica {
    const replica = new ToldReplica();
    const { told, newestRun } = state as { told: string[]; newestRun: number };
    for (const each of told) replica.told.push(each);
    replica.newestRun = newestRun;
    return replica;
  }

  runOpened({ run, continues, start }: RunOpening): void {
    this.newestRun = Math.max(this.newestRun, run);
    this.told.push(`opened ${run} at ${start.units}${continues ? ' continues' : ''}`);
  }

  bytes(_renditionId: string, run: number, chunk: Buffer): void {
    this.told.push(`bytes ${run} ${chunk.length}`);
  }

  runClosed(_renditionId: string, run: number): void {
    this.told.push(`closed ${run}`);
  }

  withdraw(): void {}
  timed(): void {}
  end(): void {}

  snapshot(): ReplicaSnapshot {
    return { state: { told: this.told.all, newestRun: this.newestRun }, bytes: new Map() };
  }
}

let folder = '';
let closers: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standby-'));
  closers = [];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string) {
  const decided = new SignalLog<string | null>();
  const writer = new ShowLogWriter<ToldReplica>({
    resumes: false,
    decide: async (nodeId) => decided.push(nodeId),
    clock,
    log: silentLog,
  });
  const channels: FrameChannel[] = [];
  const route = (channel: FrameChannel, message: unknown) =>
    (message as { kind: string }).kind === 'follow'
      ? writer.follow(channel, message)
      : writer.standBy(channel, message);
  const listener = await listenChannels(
    join(folder, name),
    (channel) => {
      channels.push(channel);
      channel.events.once('frame', ({ message }) => route(channel, message));
    },
    { clock },
  );
  const kill = async () => {
    for (const channel of channels) channel.close();
    await listener.close();
  };
  closers.push(() => listener.close());
  closers.push(() => writer.close('suspended'));
  return { writer, decided, kill };
}

function standBy(name: string): StandbyLog<ToldReplica> {
  const standby = new StandbyLog<ToldReplica>({
    nodeId: 'node_b',
    connect: atSocket(join(folder, name)),
    restore: ToldReplica.restore,
    clock,
    log: silentLog,
  });
  closers.push(() => standby.close());
  void standby.run();
  return standby;
}

test('a follower of both has one log: what the standby took over goes on at the next number', async () => {
  const active = await write('a');
  await active.writer.begin({
    anchorWallMs: 1_000_000,
    frameRate: 30,
    replica: () => ({ replica: new ToldReplica(), isRestored: false }),
  });
  const { sink } = active.writer;
  sink.runOpened({ renditionId: 'video', run: 3, start: { units: 0, perSecond: 30 } });
  sink.bytes('video', 3, INIT);
  let at = 'a';
  const positions: string[] = [];
  const replicas: ToldReplica[] = [];
  const follower = new ShowLogFollower<ToldReplica>({
    connect: (options) => atSocket(join(folder, at))(options),
    restore: ToldReplica.restore,
    clock,
    log: silentLog,
  });
  follower.events.on('replica', (replica) => replicas.push(replica));
  const connected = new SignalLog<number>();
  follower.events.on('connected', ({ log, epoch, seq }) => {
    positions.push(`${log} ${epoch}`);
    connected.push(seq);
  });
  closers.push(() => follower.close());
  void follower.run();
  await connected.until('the follower', WITHIN_MS, (all) => all.length === 1 || undefined);

  const standby = standBy('a');
  await new Promise<void>((resolve) => standby.events.once('following', () => resolve()));
  standby.composeFrom(0);
  await active.decided.until(
    'the standby to be noted',
    WITHIN_MS,
    (all) => all.includes('node_b') || undefined,
  );
  sink.bytes('video', 3, fragment(1));
  const heard = (text: string) =>
    replicas[0]?.told.until(text, WITHIN_MS, (all) => all.includes(text) || undefined) ??
    Promise.reject(new Error(text));
  await heard(`bytes 3 ${fragment(1).length}`);

  await active.kill();
  const inherited = standby.inherit();
  if (inherited === undefined) throw new Error('nothing to inherit');
  const heir = await write('b');
  heir.writer.inherit(inherited, clock.monotonicMs());
  at = 'b';
  heir.writer.sink.runOpened({
    ...{ renditionId: 'video', run: 0, start: { units: 15, perSecond: 30 }, continues: true },
  });
  await heard('opened 4 at 15 continues');
  expect(replicas).toHaveLength(1);
  expect(replicas[0]?.told.all).toContain('closed 3');
  const [before, after] = positions;
  expect(after?.split(' ')).toEqual([before?.split(' ')[0], String(Number(before?.split(' ')[1]) + 1)]);
  expect(heir.writer.position.seq).toBe(5);
});

test('is in step only when the log has reached the first frame of ours: what lies before it nobody could make', async () => {
  const active = await write('a');
  await active.writer.begin({
    anchorWallMs: 1_000_000,
    frameRate: 30,
    replica: () => ({ replica: new ToldReplica(), isRestored: false }),
  });
  const { sink } = active.writer;
  sink.runOpened({ renditionId: 'video', run: 1, start: { units: 15, perSecond: 30 } });
  const standby = standBy('a');
  await new Promise<void>((resolve) => standby.events.once('following', () => resolve()));
  standby.composeFrom(2);
  expect(standby.isInStep).toBe(false);
  expect(active.decided.all).toEqual([]);
  sink.runOpened({ renditionId: 'video', run: 2, start: { units: 75, perSecond: 30 } });
  await active.decided.until(
    'the standby to be noted',
    WITHIN_MS,
    (all) => all.includes('node_b') || undefined,
  );
  expect(standby.isInStep).toBe(true);
});
