import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import { Connection } from './connection.js';

const SESSION = { personId: 'person_1', role: 'viewer' };

let http: HttpServer;
let server: Server;
let connection: Connection | undefined;

beforeEach(async () => {
  http = createServer();
  server = new Server(http, { path: '/signal' });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  connection?.close();
  connection = undefined;
  await server.close();
});

const open = async () => {
  const { port } = http.address() as AddressInfo;
  connection = await Connection.open({ ticket: 'ticket', origin: `http://127.0.0.1:${port}` });
  return connection;
};

/** How the server answers a socket's joins, one after the other. */
const answering = (answers: (socketNumber: number, join: number) => unknown) => {
  let sockets = 0;
  server.on('connection', (socket) => {
    sockets += 1;
    const number = sockets;
    let joins = 0;
    socket.on('session.join', (_request, reply) => {
      joins += 1;
      reply(answers(number, joins));
    });
    socket.on('session.leave', (_request, reply) => reply({ ok: true, data: {} }));
  });
};
const refused = (code: string, retry: boolean) => ({ ok: false, error: { code, message: code, retry } });

test('a join that was answered too late is made by another socket: this one may have joined', async () => {
  answering((socket, join) => {
    if (socket > 1) return { ok: true, data: SESSION };
    return join === 1 ? refused('timed-out', true) : refused('already-joined', false);
  });
  const { state } = await open();
  expect(state.value).toMatchObject({ phase: 'joined', session: SESSION, joins: 1 });
}, 20_000);

test('a join at a node that does not run the show is made again by another socket, which may get to the one that does', async () => {
  answering((socket) => (socket > 1 ? { ok: true, data: SESSION } : refused('other-node', true)));
  expect((await open()).state.value).toMatchObject({ phase: 'joined', joins: 1 });
}, 20_000);

test('a join that was refused for now is made again by the same socket', async () => {
  answering((_socket, join) =>
    join === 1 ? refused('rate-limited', true) : { ok: true, data: { ...SESSION, join } },
  );
  expect((await open()).state.value.session).toMatchObject({ join: 2 });
}, 20_000);

test('a join that is refused for good rejects, and is not made again', async () => {
  let joins = 0;
  answering(() => {
    joins += 1;
    return refused('ticket-invalid', false);
  });
  await expect(open()).rejects.toMatchObject({ code: 'ticket-invalid' });
  expect(joins).toBe(1);
}, 20_000);
