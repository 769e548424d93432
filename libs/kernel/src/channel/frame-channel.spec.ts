import { linkSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { type Clock, systemClock } from '../clock.js';
import { connectChannel } from './connect-channel.js';
import type { ChannelEnd, ChannelOptions, FrameChannel } from './frame-channel.js';
import { encodeFrame } from './frame-channel.js';
import { listenChannels } from './listen-channels.js';
import { NOTICES_HANG } from './liveness.js';

const clock = systemClock;
let folder = '';
let path = '';
let closers: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'channel-'));
  path = join(folder, 'test.sock');
  closers = [];
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

const nextFrame = (channel: FrameChannel) =>
  new Promise<{ message: unknown; bytes: Buffer }>((resolve) => channel.events.once('frame', resolve));
const endOf = (channel: FrameChannel) =>
  new Promise<ChannelEnd>((resolve) => channel.events.once('closed', ({ reason }) => resolve(reason)));

function anAcceptance() {
  let resolve: (channel: FrameChannel) => void = () => undefined;
  const promise = new Promise<FrameChannel>((take) => {
    resolve = take;
  });
  return { promise, resolve };
}

async function pair(theirs: Partial<ChannelOptions> = {}, ours: Partial<ChannelOptions> = {}) {
  const accepted = anAcceptance();
  const listener = await listenChannels(path, accepted.resolve, { clock, ...theirs });
  closers.push(() => listener.close());
  const near = await connectChannel(path, { clock, ...ours });
  closers.push(() => near.close());
  return { near, far: await accepted.promise, listener };
}

/** A peer that writes bytes of its own making. */
async function rawPeer(options: Partial<ChannelOptions> = {}) {
  const accepted = anAcceptance();
  const listener = await listenChannels(path, accepted.resolve, { clock, ...options });
  closers.push(() => listener.close());
  const socket: Socket = connect({ path });
  socket.on('error', () => undefined);
  closers.push(() => socket.destroy());
  return { socket, far: await accepted.promise };
}

test('messages and bytes arrive whole and in order, both ways', async () => {
  const { near, far } = await pair();
  const received: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    far.events.on('frame', ({ message, bytes }) => {
      received.push([message, bytes.length]);
      if (received.length === 3) resolve();
    });
  });
  near.send({ kind: 'a' });
  near.send({ kind: 'b' }, Buffer.alloc(3_000_000, 1));
  near.send({ kind: 'c' }, new Uint8Array([1, 2, 3]).subarray(1));
  await all;
  expect(received).toEqual([
    [{ kind: 'a' }, 0],
    [{ kind: 'b' }, 3_000_000],
    [{ kind: 'c' }, 2],
  ]);
  const back = nextFrame(near);
  far.send('thanks', Buffer.from([9]));
  expect(await back).toEqual({ message: 'thanks', bytes: Buffer.from([9]) });
  expect(near.pendingBytes).toBe(0);
});

test('what was sent before closing arrives, and the other side hears of it once', async () => {
  const { near, far } = await pair();
  const last = nextFrame(far);
  const ended = endOf(far);
  near.send('last', Buffer.alloc(2_000_000));
  near.close();
  near.close();
  expect((await last).bytes).toHaveLength(2_000_000);
  expect(await ended).toBe('ended');
  expect([near.isClosed, far.isClosed, near.send('late'), far.send('late')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('only this user may open the socket', async () => {
  await pair();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('the file of a killed process is replaced, that of a living one is not', async () => {
  const killed = createServer();
  await new Promise<void>((resolve) => killed.listen({ path }, resolve));
  await expect(listenChannels(path, () => undefined, { clock })).rejects.toMatchObject({
    code: 'socket-in-use',
  });
  // A close by the process removes the file; a second name keeps it, as a kill does.
  linkSync(path, `${path}.kept`);
  await new Promise<void>((resolve) => killed.close(() => resolve()));
  path = `${path}.kept`;
  await pair();
});

test('a file that is no socket is left alone', async () => {
  await writeFile(path, 'a note');
  await expect(listenChannels(path, () => undefined, { clock })).rejects.toMatchObject({
    code: 'socket-in-use',
  });
});

test('where nobody listens connecting fails at once, and an aborted wait too', async () => {
  await expect(connectChannel(path, { clock })).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(
    connectChannel(path, { clock, signal: AbortSignal.abort(new Error('no more')) }),
  ).rejects.toThrow('no more');
});

test('a peer that leaves within a frame', async () => {
  const { socket, far } = await rawPeer();
  const ended = endOf(far);
  const [start] = encodeFrame({ kind: 'x' });
  socket.end((start as Buffer).subarray(0, 9));
  expect(await ended).toBe('torn');
});

test.each([
  ['a length over the limit', Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ['no JSON', Buffer.from([0, 0, 0, 5, 0, 0, 0, 1, 0x7b])],
])('%s closes the channel', async (_name, bytes) => {
  const { socket, far } = await rawPeer();
  const ended = endOf(far);
  socket.write(bytes);
  expect(await ended).toBe('malformed');
});

test('frames before a malformed one still count', async () => {
  const { socket, far } = await rawPeer();
  const frame = nextFrame(far);
  socket.write(Buffer.concat([...encodeFrame('good'), Buffer.from([0xff, 0xff, 0xff, 0xff])]));
  expect((await frame).message).toBe('good');
});

test('a peer that does not read is let go, and the sender never waits', async () => {
  const { socket, far } = await rawPeer({ pendingLimitBytes: 1_000_000 });
  socket.pause();
  const ended = endOf(far);
  let sent = 0;
  while (far.send('more', Buffer.alloc(100_000))) sent += 1;
  expect(await ended).toBe('slow');
  expect(sent).toBeLessThan(30);
});

test('a peer without a heartbeat is taken for dead, one with it is not', async () => {
  const heartbeat = { everyMs: 20, silentMs: 150 };
  const { near, far } = await pair({ heartbeat }, { heartbeat });
  path = `${path}.2`;
  const { far: toSilent } = await rawPeer({ heartbeat });
  expect(await endOf(toSilent)).toBe('silent');
  expect([near.isClosed, far.isClosed]).toEqual([false, false]);
});

test('a hung peer is noticed after one and a half seconds, a loop that stalls for a second is forgiven', async () => {
  const handClock = new ManualClock();
  const { socket, far } = await rawPeer({ clock: handClock, heartbeat: NOTICES_HANG });
  const heard = async () => {
    const frame = nextFrame(far);
    for (const chunk of encodeFrame('alive')) socket.write(chunk);
    await frame;
  };
  for (let stall = 0; stall < 5; stall += 1) {
    await heard();
    handClock.advance(NOTICES_HANG.everyMs + 1_000);
  }
  expect(far.isClosed).toBe(false);
  await heard();
  const ended = endOf(far);
  handClock.advance(NOTICES_HANG.silentMs);
  expect(far.isClosed).toBe(false);
  handClock.advance(NOTICES_HANG.everyMs);
  expect(await ended).toBe('silent');
});

test('a process that was stopped itself does not blame its peer', async () => {
  let nowMs = 0;
  const beats: (() => void)[] = [];
  const handClock: Clock = {
    ...systemClock,
    monotonicMs: () => nowMs,
    every: (_periodMs, callback) => {
      beats.push(callback);
      return () => undefined;
    },
  };
  const { far } = await rawPeer({ clock: handClock, heartbeat: { everyMs: 100, silentMs: 300 } });
  const beat = (atMs: number) => {
    nowMs = atMs;
    for (const each of beats) each();
  };
  beat(100);
  beat(900);
  expect(far.isClosed).toBe(false);
  beat(1_000);
  expect(far.isClosed).toBe(false);
  beat(1_100);
  expect(far.isClosed).toBe(true);
});

describe('a peer on a machine without time', () => {
  const { everyMs, silentMs } = NOTICES_HANG;
  /** The peer gets a fifth of each period and waits for a processor in the rest. */
  async function starvedPeer(peer: { saysPid: boolean }) {
    const handClock = new ManualClock();
    const readState = () => {
      const nowMs = handClock.monotonicMs();
      return { ranMs: nowMs / 5, waitedMs: (nowMs * 4) / 5, isRunnable: false };
    };
    const { socket, far } = await rawPeer({ clock: handClock, heartbeat: NOTICES_HANG, readState });
    if (peer.saysPid)
      for (const chunk of encodeFrame({ kind: 'process-of-peer', pid: 7 })) socket.write(chunk);
    const first = nextFrame(far);
    for (const chunk of encodeFrame('alive')) socket.write(chunk);
    expect((await first).message).toBe('alive');
    return { handClock, far };
  }

  test('is not blamed for what it waits for a processor', async () => {
    const { handClock, far } = await starvedPeer({ saysPid: true });
    handClock.advance(3 * silentMs);
    expect(far.isClosed).toBe(false);
    handClock.advance(8 * silentMs);
    expect(far.isClosed).toBe(true);
  });

  test('is, where it is not known which process it is', async () => {
    const { handClock, far } = await starvedPeer({ saysPid: false });
    handClock.advance(silentMs + everyMs);
    expect(far.isClosed).toBe(true);
  });
});

test('each side of a channel of this machine knows the process of the other', async () => {
  const handClock = new ManualClock();
  const asked: number[] = [];
  const options: Partial<ChannelOptions> = {
    clock: handClock,
    heartbeat: NOTICES_HANG,
    readState: (pid) => {
      asked.push(pid);
      return undefined;
    },
  };
  const { near, far } = await pair(options, options);
  const there = nextFrame(far);
  near.send('there');
  await there;
  const back = nextFrame(near);
  far.send('back');
  await back;
  handClock.advance(NOTICES_HANG.everyMs * 2);
  expect(asked).toEqual([process.pid, process.pid]);
});

test('closing the listener closes its channels and frees the name', async () => {
  const { near, listener } = await pair();
  const ended = endOf(near);
  await listener.close();
  expect(await ended).toBe('ended');
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
});
