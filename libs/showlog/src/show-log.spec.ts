import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChannelListener, listenChannels, silentLog, systemClock } from '#kernel';
import { printBox } from '#media';
import { atSocket } from './at-socket.js';
import { LOG_PENDING_LIMIT_BYTES } from './pending-limit.js';
import type { Replica, ReplicaSnapshot, RunOpening } from './ports.js';
import { ShowLogFollower } from './show-log-follower.js';
import { ShowLogWriter, type ShowLogWriterOptions } from './show-log-writer.js';
import type { TimedEvent } from './timed-event.js';

const clock = systemClock;
let folder = '';
let closers: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showlog-'));
  closers = [];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

/** Tells by one number whether two replicas have the same entries in the same order. */
class FakeReplica implements Replica {
  static restore({ state, bytes }: ReplicaSnapshot): FakeReplica {
    const { anchorWallMs, ...rest } = state as FakeReplica['told'] & { anchorWallMs: number };
    const replica = new FakeReplica(anchorWallMs);
    replica.told = rest;
    replica.ballast = bytes.get('ballast') ?? Buffer.alloc(0);
    return replica;
  }

  told = { digest: '', count: 0, newestRun: 0, ended: false };
  opened: RunOpening[] = [];
  ballast: Buffer = Buffer.alloc(0);
  copies = 1;
  snapshots = 0;
  #waiting: { count: number; resolve: () => void }[] = [];

  constructor(readonly anchorWallMs: number) {}

  get newestRun(): number {
    return this.told.newestRun;
  }

  endSeconds = 0;

  #tell(...what: unknown[]): void {
    const hash = createHash('sha256').update(this.told.digest);
    for (const each of what) hash.update(Buffer.isBuffer(each) ? each : JSON.stringify(each));
    this.told.digest = hash.digest('hex');
    this.told.count += 1;
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (this.told.count < count) return true;
      resolve();
      return false;
    });
  }

  whenTold(count: number): Promise<void> {
    if (this.told.count >= count) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve });
    });
  }

  runOpened(opening: RunOpening): void {
    this.opened.push(opening);
    this.told.newestRun = Math.max(this.told.newestRun, opening.run);
    this.#tell('opened', opening.renditionId, opening.run, opening.start, opening.continues ?? false);
  }

  bytes(renditionId: string, run: number, chunk: Buffer): void {
    this.#tell('bytes', renditionId, run, chunk);
  }

  timed(event: TimedEvent): void {
    this.#tell('timed', event);
  }

  runClosed(renditionId: string, run: number): void {
    this.#tell('closed', renditionId, run);
  }

  withdraw(renditionId: string): void {
    this.#tell('withdrawn', renditionId);
  }

  end(): void {
    this.told.ended = true;
    this.#tell('ended');
  }

  snapshot(): ReplicaSnapshot {
    this.snapshots += 1;
    return {
      state: { ...this.told, anchorWallMs: this.anchorWallMs },
      bytes: new Map([
        ['ballast', this.ballast],
        ...Array.from({ length: this.copies - 1 }, (_, copy) => [`${copy}`, this.ballast] as const),
      ]),
    };
  }
}

const INIT = Buffer.concat([printBox('ftyp', Buffer.alloc(8)), printBox('moov', Buffer.alloc(40, 1))]);
const fragment = (fill: number, sizeBytes = 200) =>
  Buffer.concat([printBox('moof', Buffer.alloc(20, fill)), printBox('mdat', Buffer.alloc(sizeBytes, fill))]);

interface Written {
  writer: ShowLogWriter<FakeReplica>;
  listener: ChannelListener;
  /** Gone as a killed process is: connections end, nothing more is said. */
  kill(): Promise<void>;
}

const path = (name = 'one') => join(folder, `${name}.sock`);

async function write(options: Partial<ShowLogWriterOptions> & { name?: string } = {}): Promise<Written> {
  const writer = new ShowLogWriter<FakeReplica>({ resumes: false, clock, log: silentLog, ...options });
  const listener = await listenChannels(
    path(options.name),
    (channel) => channel.events.once('frame', ({ message }) => writer.follow(channel, message)),
    { clock, pendingLimitBytes: LOG_PENDING_LIMIT_BYTES },
  );
  closers.push(() => listener.close());
  return { writer, listener, kill: () => listener.close() };
}

const begin = ({ writer }: Written, anchorWallMs = 1_000_000, endSeconds = 0) =>
  writer.begin({
    anchorWallMs,
    frameRate: 30,
    replica: (from) => {
      const replica = from ? FakeReplica.restore(from) : new FakeReplica(anchorWallMs);
      replica.endSeconds = endSeconds;
      return { replica, isRestored: from !== undefined };
    },
  });

function follow(more: { replica?: FakeReplica; name?: string } = {}) {
  const replicas: FakeReplica[] = more.replica ? [more.replica] : [];
  const follower = new ShowLogFollower<FakeReplica>({
    connect: atSocket(path(more.name)),
    restore: FakeReplica.restore,
    clock,
    log: silentLog,
    ...(more.replica === undefined ? {} : { replica: more.replica }),
  });
  follower.events.on('replica', (replica) => replicas.push(replica));
  const running = follower.run();
  closers.push(() => {
    follower.close();
    return running;
  });
  return { follower, replicas, running };
}

const nextOf = <K extends 'replica' | 'connected' | 'disconnected' | 'ended'>(
  follower: ShowLogFollower<FakeReplica>,
  name: K,
) => new Promise<void>((resolve) => follower.events.once(name, () => resolve()));

function openRun({ writer }: Written, number = 1, more: Partial<RunOpening> = {}): void {
  writer.sink.runOpened({ renditionId: 'v', run: number, start: { units: 0, perSecond: 30 }, ...more });
  writer.sink.bytes('v', number, INIT);
}

/** The same as the writer's own, once it has as many entries. */
async function isSame(follower: ShowLogFollower<FakeReplica>, { writer }: Written): Promise<void> {
  const expected = writer.replica?.told;
  await follower.replica?.whenTold(expected?.count ?? 0);
  expect(follower.replica?.told).toEqual(expected);
}

describe('a log and its followers', () => {
  test('every piece is one entry, the same in every replica', async () => {
    const written = await write();
    await begin(written);
    const { follower } = follow();
    const other = follow();
    await Promise.all([nextOf(follower, 'replica'), nextOf(other.follower, 'replica')]);
    openRun(written);
    for (const each of [1, 2, 3]) written.writer.sink.bytes('v', 1, fragment(each));
    written.writer.sink.runClosed('v', 1);
    written.writer.withdraw('v');
    await isSame(follower, written);
    await isSame(other.follower, written);
    expect(written.writer.replica?.told.count).toBe(7);
    expect(follower.position).toEqual(written.writer.position);
  });

  test('an event that no follower could read is left out, and costs nobody the log', async () => {
    const written = await write();
    await begin(written);
    const { follower, replicas } = follow();
    await nextOf(follower, 'replica');
    const cue = { id: 'c-1', startMs: 1_000, endMs: 2_000, words: [{ atMs: 1_000, text: 'hello' }] };
    const tell = (more: object) =>
      written.writer.timed({ kind: 'cue', language: 'en', cue: { ...cue, ...more } });
    tell({ endMs: 1e300 });
    tell({ words: [{ atMs: -1, text: 'before all' }] });
    tell({});
    await isSame(follower, written);
    expect([written.writer.replica?.told.count, replicas.length]).toEqual([1, 1]);
  });

  test('a follower that comes late gets a snapshot, then entries', async () => {
    const written = await write();
    const replica = await begin(written);
    replica.ballast = Buffer.alloc(20_000_000, 5);
    openRun(written);
    for (let each = 0; each < 50; each += 1) written.writer.sink.bytes('v', 1, fragment(each));
    const { follower } = follow();
    await nextOf(follower, 'replica');
    written.writer.sink.bytes('v', 1, fragment(99));
    await isSame(follower, written);
    expect(follower.replica?.ballast.equals(replica.ballast)).toBe(true);
  });

  test('a snapshot of a large ladder is more than a channel usually holds', async () => {
    const written = await write();
    const replica = await begin(written);
    replica.ballast = Buffer.alloc(14_000_000, 5);
    replica.copies = 5;
    const { follower, replicas } = follow();
    await nextOf(follower, 'replica');
    openRun(written);
    await isSame(follower, written);
    expect([replicas.length, replica.snapshots]).toEqual([1, 1]);
  }, 30_000);

  test('a connection that is cut is made again, and goes on with the entries between', async () => {
    const written = await write();
    const replica = await begin(written);
    const { follower, replicas } = follow();
    await nextOf(follower, 'replica');
    openRun(written);
    await isSame(follower, written);
    for (let cut = 0; cut < 3; cut += 1) {
      const connected = nextOf(follower, 'connected');
      for (const feed of written.writer.followers) feed.channel.close();
      for (let each = 0; each < 20; each += 1) written.writer.sink.bytes('v', 1, fragment(each));
      await connected;
      await isSame(follower, written);
    }
    expect([replicas.length, replica.snapshots]).toEqual([1, 1]);
  });

  test('away for longer than the ring holds: another snapshot', async () => {
    const written = await write({ ringBytes: 1_000 });
    await begin(written);
    const { follower, replicas } = follow();
    await nextOf(follower, 'replica');
    openRun(written);
    await isSame(follower, written);
    const again = nextOf(follower, 'replica');
    for (const feed of written.writer.followers) feed.channel.close();
    for (let each = 0; each < 50; each += 1) written.writer.sink.bytes('v', 1, fragment(each));
    await again;
    await isSame(follower, written);
    expect(replicas).toHaveLength(2);
  });

  test('a follower that does not read holds nobody up, and gets a snapshot when it reads again', async () => {
    const written = await write({ behindBytes: 2_000_000 });
    await begin(written);
    const quick = follow();
    await nextOf(quick.follower, 'replica');
    const socket = connect({ path: path() });
    closers.push(() => socket.destroy());
    const hello = Buffer.from('{"kind":"follow"}');
    const head = Buffer.alloc(8);
    head.writeUInt32BE(hello.length + 4, 0);
    head.writeUInt32BE(hello.length, 4);
    socket.write(Buffer.concat([head, hello]));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    openRun(written);
    for (let each = 0; each < 60; each += 1) {
      written.writer.sink.bytes('v', 1, fragment(each, 200_000));
      await isSame(quick.follower, written);
    }
    const slow = written.writer.followers.find((feed) => feed.isBehind);
    expect(slow?.channel.pendingBytes).toBeLessThan(3_000_000);
    expect(slow?.snapshots).toBe(1);
    socket.resume();
    while (slow?.isBehind) {
      written.writer.sink.bytes('v', 1, fragment(1));
      await isSame(quick.follower, written);
    }
    expect(slow?.snapshots).toBe(2);
  });

  test('what comes of a run that is not open is no entry', async () => {
    const written = await write();
    await begin(written);
    const { follower } = follow();
    await nextOf(follower, 'replica');
    written.writer.sink.bytes('v', 1, fragment(1));
    openRun(written);
    written.writer.sink.runClosed('v', 1);
    written.writer.sink.bytes('v', 1, fragment(1));
    written.writer.sink.runClosed('v', 1);
    openRun(written, 2);
    written.writer.sink.bytes('v', 2, fragment(2));
    await isSame(follower, written);
    expect(written.writer.replica?.told.count).toBe(6);
  });

  test('the end reaches followers, and nothing is followed after it', async () => {
    const written = await write();
    await begin(written);
    const { follower, running } = follow();
    await nextOf(follower, 'replica');
    openRun(written);
    const ended = nextOf(follower, 'ended');
    await written.writer.close('ended');
    await ended;
    await running;
    expect(follower.replica?.told).toEqual(written.writer.replica?.told);
    expect(follower.replica?.told.ended).toBe(true);
  });
});

describe('a writer that goes on where another one was', () => {
  async function twoLives() {
    const first = await write();
    await begin(first);
    const { follower, replicas } = follow();
    await nextOf(follower, 'replica');
    openRun(first, 7);
    first.writer.sink.bytes('v', 7, fragment(1));
    await isSame(follower, first);
    const gone = nextOf(follower, 'disconnected');
    await first.kill();
    await gone;
    return { first, follower, replicas };
  }

  test('it asks its follower: the same replica goes on, without a snapshot back', async () => {
    const { first, follower, replicas } = await twoLives();
    const second = await write({ resumes: true });
    // Encoders may write before the log has begun.
    openRun(second, 1);
    await begin(second, 1_010_005);
    second.writer.sink.bytes('v', 1, fragment(2));
    await isSame(follower, second);
    expect(replicas).toHaveLength(1);
    expect(second.writer.position).toMatchObject({ epoch: first.writer.position.epoch + 1, seq: 3 });
    // 10.005 s after the first anchor, rounded up to whole frames of 30 a second.
    expect(follower.replica?.opened.at(-1)).toEqual({
      renditionId: 'v',
      run: 8,
      start: { units: 301, perSecond: 30 },
      continues: false,
    });
  });

  test.each([
    ['minutes behind', 700_000, 42.5],
    ['right', 1_060_005, 60 + 1 / 30],
  ])(
    'with a clock that is %s, time does not go back behind what was written',
    async (_how, anchorWallMs, startSeconds) => {
      const { follower } = await twoLives();
      const second = await write({ resumes: true });
      openRun(second, 1);
      await begin(second, anchorWallMs, 42.49);
      await isSame(follower, second);
      const { start } = follower.replica?.opened.at(-1) ?? {};
      expect((start?.units ?? 0) / (start?.perSecond ?? 1)).toBeCloseTo(startSeconds);
    },
  );

  test('a second follower that stands elsewhere gets a snapshot', async () => {
    const { first, follower } = await twoLives();
    const second = await write({ resumes: true });
    await begin(second);
    const late = follow();
    await nextOf(late.follower, 'replica');
    openRun(second);
    await isSame(late.follower, second);
    await isSame(follower, second);
    expect(first.writer.position.log).not.toBe(second.writer.position.log);
  });

  test('without an informed follower the log starts a new timeline after the deadline, and an old follower gets a snapshot', async () => {
    const { follower, replicas } = await twoLives();
    follower.close();
    const second = await write({ resumes: true, nobodyDeadlineMs: 50 });
    await begin(second, 5);
    expect(second.writer.position.epoch).toBe(1);
    const again = follow({ replica: replicas[0] as FakeReplica });
    await nextOf(again.follower, 'replica');
    openRun(second);
    await isSame(again.follower, second);
  });

  test('a follower without a state is no answer: the next one may have it', async () => {
    const { follower: old, replicas } = await twoLives();
    old.close();
    const second = await write({ resumes: true });
    const empty = follow();
    const informed = follow({ replica: replicas[0] as FakeReplica });
    await begin(second);
    openRun(second);
    await isSame(informed.follower, second);
    await isSame(empty.follower, second).catch(() => undefined);
    await nextOfReplica(empty.follower);
    await isSame(empty.follower, second);
    expect(informed.replicas).toHaveLength(1);
  });
});

const nextOfReplica = (follower: ShowLogFollower<FakeReplica>) =>
  follower.replica ? Promise.resolve() : nextOf(follower, 'replica');
