// What one person and one network may hold and send over sockets, seen from outside on a real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { type Ack, PROTOCOL_VERSION } from '#protocol';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { inTime } from '../support/kernel/in-time.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { ControlServer } from '../support/server/control-server.js';

const SOCKETS_PER_NETWORK = 30;
const SOCKETS_PER_PERSON = 8;
const TOO_MANY_TABS = 4;
const DEADLINE_MS = 10_000;
const [[, openEmbedded]] = DATABASES;

let held: TestDatabase;
let server: ControlServer;
let showId: string;
const open: Socket[] = [];

beforeAll(async () => {
  held = await openEmbedded();
  server = await ControlServer.create(
    held.database,
    {},
    { limits: { socketsPerNetwork: SOCKETS_PER_NETWORK } },
  );
  ({ showId } = await server.owner());
});
afterAll(async () => {
  for (const socket of open) socket.disconnect();
  await server?.close();
  await held?.close();
});

function connect(): Socket {
  const socket = io(server.origin, {
    path: '/signal',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  open.push(socket);
  return socket;
}

const closed = (socket: Socket) =>
  inTime(
    DEADLINE_MS,
    'closing a socket',
    new Promise<string>((resolve) => {
      socket.once('disconnect', (reason) => resolve(reason));
      socket.once('connect_error', () => resolve('refused'));
    }),
  );
/** Connected, or refused. */
const settled = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', () => resolve());
    socket.once('disconnect', () => resolve());
  });
const ticket = (subject: string, lifetimeSeconds = 600) =>
  server.plane.tickets.issue(showId as never, { role: 'viewer', name: 'v', subject, lifetimeSeconds }).text;
const ask = (socket: Socket, name: string, data: unknown): Promise<Ack<unknown>> =>
  socket.timeout(DEADLINE_MS).emitWithAck(name, data);
const join = (socket: Socket, text: string) =>
  ask(socket, 'session.join', { version: PROTOCOL_VERSION, ticket: text, tabId: `tab-${open.length}` });
const countOpen = () => open.filter((socket) => socket.connected).length;

describe('sockets', () => {
  test('that flood without asking for answers are closed, and an honest one is not', async () => {
    const [flood, honest] = [connect(), connect()];
    await join(flood, ticket('mallory'));
    await join(honest, ticket('ann'));
    const end = closed(flood);
    for (let sent = 0; sent < 2_000; sent += 1) flood.emit('chat.send', { text: 'x' });
    expect(await end).not.toBe('io client disconnect');
    expect(await ask(honest, 'session.ping', { sentWallMs: 1 })).toMatchObject({ ok: true });
    honest.disconnect();
  });

  test('that send bytes instead of text are closed: nothing of a message that never ends is held', async () => {
    const [binary, honest] = [connect(), connect()];
    await join(binary, ticket('mallory'));
    await join(honest, ticket('ann'));
    const end = closed(binary);
    binary.emit('chat.send', { text: Buffer.alloc(1_000) }, () => undefined);
    expect(await end).not.toBe('io client disconnect');
    expect(await ask(honest, 'session.ping', { sentWallMs: 1 })).toMatchObject({ ok: true });
    honest.disconnect();
  });

  test('that flood with packets that are no messages are closed before they join', async () => {
    const flood = connect();
    await new Promise<void>((resolve) => flood.once('connect', () => resolve()));
    const end = closed(flood);
    for (let sent = 0; sent < 2_000; sent += 1) flood.io.engine.write('3');
    expect(await end).toMatch(/transport|closed/);
  });

  test('of one ticket are few: the oldest end, so that nobody fills a show alone', async () => {
    const text = ticket('eve');
    const tabs: Socket[] = [];
    for (let tab = 0; tab < SOCKETS_PER_PERSON + TOO_MANY_TABS; tab += 1) {
      const socket = connect();
      tabs.push(socket);
      expect(await join(socket, text)).toMatchObject({ ok: true });
    }
    // The oldest hear of their end on connections of their own.
    const areOpen = () => tabs.map(({ connected }) => connected);
    await waitFor('the oldest to end', DEADLINE_MS, () => areOpen().indexOf(true) >= TOO_MANY_TABS);
    expect(areOpen()).toEqual(tabs.map((_, tab) => tab >= TOO_MANY_TABS));
    for (const socket of tabs) socket.disconnect();
  });

  test('do not outlive their ticket', async () => {
    const socket = connect();
    const told = new Promise((resolve) => socket.once('session.ended', resolve));
    const end = closed(socket);
    expect(await join(socket, ticket('bob', 2))).toMatchObject({ ok: true });
    expect(await told).toEqual({ reason: 'expired' });
    expect(await end).toBe('io server disconnect');
  });

  test('of one network are bounded, joined or not', async () => {
    // Those of the tests before are closed here at once and there a moment later: as many are tried as fit twice.
    const sockets = Array.from({ length: 2 * SOCKETS_PER_NETWORK }, connect);
    await Promise.all(sockets.map(settled));
    expect(countOpen()).toBeLessThanOrEqual(SOCKETS_PER_NETWORK);
    await waitFor('as many as may be', DEADLINE_MS, async () => {
      await settled(connect());
      return countOpen() === SOCKETS_PER_NETWORK;
    });
    await closed(connect());
    expect(countOpen()).toBe(SOCKETS_PER_NETWORK);
  });
});
