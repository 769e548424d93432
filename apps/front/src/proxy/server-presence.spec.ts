import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { connectPath } from './connect-path.js';
import { ServerPresence } from './server-presence.js';

let folder: ReturnType<typeof temporaryFolder>;
let server: Server | undefined;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  server?.close();
  folder.remove();
});

const never = new AbortController().signal;
const path = () => join(folder.path, 'server.sock');

/** Counts who connects. */
async function listen(): Promise<{ connections(): number }> {
  let count = 0;
  const started = createServer((socket) => {
    count += 1;
    socket.on('error', () => undefined);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen({ path: path() }, resolve));
  return { connections: () => count };
}

test('a hundred that wait are let in by one probe, each with a connection of its own', async () => {
  const presence = new ServerPresence(() => connectPath(path()), systemClock);
  const waiting = Promise.all(Array.from({ length: 100 }, () => presence.connect(3_000, never)));
  while (presence.waitingCount < 100) await systemClock.sleep(1);
  const { connections } = await listen();
  const sockets = await waiting;
  expect(sockets.every((socket) => socket !== undefined)).toBe(true);
  expect(connections()).toBeLessThanOrEqual(102);
  for (const socket of sockets) socket?.destroy();
});

test('a wait ends at its deadline and with its client', async () => {
  const presence = new ServerPresence(() => connectPath(path()), systemClock);
  const leaving = new AbortController();
  const left = presence.connect(60_000, leaving.signal);
  expect(await presence.connect(60, never)).toBeUndefined();
  leaving.abort(new Error('the client is gone'));
  expect(await left).toBeUndefined();
  expect(presence.waitingCount).toBe(0);
});
