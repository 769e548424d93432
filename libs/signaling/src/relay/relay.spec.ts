import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ChannelListener, type FrameChannel, listenChannels, silentLog, systemClock } from '#kernel';
import type { Ack, ServerEvent } from '#protocol';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { SignalSession, type SignalWire } from '../signal-session.js';
import { NodeRelays } from './node-relays.js';
import { RelayedSockets, type SocketsOfShows } from './relayed-sockets.js';

const SOON_MS = 10_000;
const PLACE = { host: 'there', port: 1 };

/** The node that runs the show: what reaches it, and the wires that it was given. */
class Owner implements SocketsOfShows {
  readonly wires: SignalWire[] = [];
  readonly asked: [string, unknown][] = [];
  readonly gone: string[] = [];
  answer = async (_session: SignalSession, name: string, payload: unknown): Promise<Ack<unknown>> => {
    this.asked.push([name, payload]);
    return { ok: true, data: { heard: name } };
  };
  unanswered = async (): Promise<void> => undefined;
  connected(wire: SignalWire): SignalSession {
    this.wires.push(wire);
    return new SignalSession(wire);
  }
  disconnected(wireId: string): void {
    this.gone.push(wireId);
  }
}

class PageWire implements SignalWire {
  readonly address = '203.0.113.9';
  readonly rooms = new Set<string>();
  readonly sent: ServerEvent[] = [];
  isOpen = true;
  constructor(readonly id: string) {}
  send = (event: ServerEvent): void => void this.sent.push(event);
  enterRoom = (room: string): void => void this.rooms.add(room);
  leaveRoom = (room: string): void => void this.rooms.delete(room);
  disconnect = (): void => {
    this.isOpen = false;
  };
}

const EVENT: ServerEvent = { name: 'audience.counted', data: { viewers: 3 } };

let folder: ReturnType<typeof temporaryFolder>;
let owner: Owner;
let listener: ChannelListener;
let channels: FrameChannel[];
let relays: NodeRelays;

const path = () => join(folder.path, 'signal.sock');
const listen = () =>
  listenChannels(
    path(),
    (channel) => {
      channels.push(channel);
      RelayedSockets.accept(channel, { signaling: owner, onReaders: () => undefined, log: silentLog });
    },
    { clock: systemClock },
  );

beforeEach(async () => {
  folder = temporaryFolder();
  owner = new Owner();
  channels = [];
  listener = await listen();
  relays = new NodeRelays({
    connect: () =>
      new Promise((resolve, reject) => {
        const socket = connect({ path: path() });
        socket.once('connect', () => resolve(socket));
        socket.once('error', reject);
      }),
    onChanged: () => undefined,
    clock: systemClock,
    log: silentLog,
  });
  relays.setPlace('show_1', PLACE);
  await waitFor('the relay', SOON_MS, () => relays.isOpen(PLACE));
});
afterEach(async () => {
  relays.close();
  await listener.close();
  folder.remove();
});

function attach(id: string) {
  const wire = new PageWire(id);
  const socket = relays.attach('show_1', wire);
  if (socket === undefined) throw new Error('the relay took no socket');
  return { wire, socket };
}

test('requests are answered by the other node, which reaches the page and names its rooms', async () => {
  const { wire, socket } = attach('a');
  expect(await socket.ask('chat.send', { text: 'hi' })).toEqual({ ok: true, data: { heard: 'chat.send' } });
  expect(owner.asked).toEqual([['chat.send', { text: 'hi' }]]);
  const [there] = owner.wires;
  expect(there).toMatchObject({ id: 'a', address: wire.address, isRemote: true });
  there?.send(EVENT);
  there?.enterRoom('show show_1');
  await waitFor('both', SOON_MS, () => wire.rooms.has('show show_1'));
  expect(wire.sent).toEqual([EVENT]);
  socket.close();
  await waitFor('the end', SOON_MS, () => owner.gone.includes('a'));
});

test('a node that goes away ends what waits for it and the sockets of its shows; one that is there again takes new ones', async () => {
  owner.answer = () => new Promise(() => undefined);
  const { wire, socket } = attach('a');
  const waiting = socket.ask('chat.send', {});
  await waitFor('the socket there', SOON_MS, () => owner.wires.length === 1);
  await listener.close();
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'timed-out', retry: true } });
  expect(wire.isOpen).toBe(false);
  expect(relays.attach('show_1', new PageWire('b'))).toBeUndefined();
  expect(owner.gone).toEqual(['a']);
  listener = await listen();
  await waitFor('the relay', SOON_MS, () => relays.isOpen(PLACE));
  attach('c');
});

const nested = (): unknown => {
  let value: unknown = [];
  for (let depth = 0; depth < 100_000; depth += 1) value = [value];
  return value;
};

test.each([
  ['is too large', () => ({ text: 'x'.repeat(70_000) })],
  ['is nested without end', nested],
])('a message that %s is refused here, and the channel of all pages lives', async (_, payload) => {
  const { wire, socket } = attach('a');
  const refused = await socket.ask('chat.send', payload());
  expect(refused).toMatchObject({ ok: false, error: { code: 'message-too-large' } });
  expect(await socket.ask('chat.send', { text: 'hi' })).toMatchObject({ ok: true });
  expect([owner.asked.length, wire.isOpen]).toEqual([1, true]);
});

test('a page that floods while the other node does not answer is refused, and every other page stays', async () => {
  owner.answer = () => new Promise(() => undefined);
  const flood = attach('flood');
  const other = attach('other');
  const acks: Ack<unknown>[] = [];
  for (let sent = 0; sent < 1_500; sent += 1)
    void flood.socket.ask('chat.send', { text: 'x'.repeat(60_000) }).then((ack) => acks.push(ack));
  await waitFor('the refusals', SOON_MS, () => acks.length >= 900);
  expect(acks.every((ack) => !ack.ok && ack.error.code === 'too-many-messages')).toBe(true);
  expect([relays.isOpen(PLACE), other.wire.isOpen]).toEqual([true, true]);
});

test('only audiences learn that what others say is late, and who comes meanwhile as well', async () => {
  const { wire } = attach('a');
  const { wire: host } = attach('h');
  await waitFor('both there', SOON_MS, () => owner.wires.length === 2);
  owner.wires[0]?.enterRoom('show show_1');
  await waitFor('the room', SOON_MS, () => wire.rooms.size === 1);
  relays.setDelayed(true);
  expect(wire.sent).toEqual([{ name: 'audience.delayed', data: { isDelayed: true } }]);
  expect(host.sent).toEqual([]);
  expect(attach('late').wire.sent).toHaveLength(1);
  relays.setDelayed(false);
  expect(wire.sent.at(-1)).toEqual({ name: 'audience.delayed', data: { isDelayed: false } });
});

test('what is no message of this protocol ends the channel, and nobody else', async () => {
  const { wire } = attach('a');
  await waitFor('the channel', SOON_MS, () => channels.length === 1);
  channels[0]?.send({ kind: 'event', socket: 'a', event: 7 });
  await waitFor('the end of its sockets', SOON_MS, () => !wire.isOpen);
  await waitFor('another channel', SOON_MS, () => relays.isOpen(PLACE));
});

test('a show that is here by now is no longer relayed', () => {
  relays.forget('show_1');
  expect(relays.attach('show_1', new PageWire('a'))).toBeUndefined();
});
