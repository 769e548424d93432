import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import type { ObjectStore } from '#outputs';
import { askFrom } from '../../../../tests/support/front/ask-from.js';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { RecordingRoutes } from './recording-routes.js';

const NAME = 'recording.mp4';
const OF_A_NETWORK = 250;
const GREEDY = '127.0.0.2';
/** Far more than a socket holds that nobody reads. */
const FILE_BYTES = 16 * 1024 ** 2;
const SOON_MS = 20_000;
/** Hundreds of sockets are filled, on a machine that may have other work. */
const FLOOD_MS = 60_000;

const IN_ARCHIVE = 'programme.mp4';

let folder: ReturnType<typeof temporaryFolder>;
let server: Server;
let port: number;
let sockets: Socket[] = [];

/** A store that knows no ranges: it answers with everything. */
const NO_RANGES = {
  facts: async (key: string) => (key.endsWith(IN_ARCHIVE) ? { bytes: 1_000, tag: 'x' } : undefined),
  read: async () => Readable.from([Buffer.alloc(10, 'a'), Buffer.alloc(990, 'b')]),
  linkTo: async () => undefined,
} as unknown as ObjectStore;

beforeEach(async () => {
  folder = temporaryFolder();
  const path = join(folder.path, 'show_1', 'recording_1');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, NAME), Buffer.alloc(FILE_BYTES));
  server = createServer();
  new RecordingRoutes({
    root: folder.path,
    read: (token) =>
      token === 'good'
        ? ({ showId: 'show_1', recordingId: 'recording_1', scope: 'download' } as never)
        : undefined,
    openArchive: async () => NO_RANGES,
    isTrustedProxy: () => false,
    clock: systemClock,
    log: silentLog,
  }).attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
});

const ask = (from: string, path = `/recordings/good/${NAME}`) =>
  askFrom(`http://127.0.0.1:${port}${path}`, { from, headers: { range: 'bytes=0-0' } });

/** Asks for the file and reads nothing of it. */
function leaveUnread(): void {
  const socket = connect({ host: '127.0.0.1', port, localAddress: GREEDY });
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(`GET /recordings/good/${NAME} HTTP/1.1\r\nHost: x\r\n\r\n`);
  sockets.push(socket);
}

test('a link opens its recording; one that is none opens nothing, and no name leads out of the folder', async () => {
  expect(await ask('127.0.0.1')).toBe(206);
  expect(await ask('127.0.0.1', `/recordings/bad/${NAME}`)).toBe(403);
  for (const name of ['..', '../x', '%2e%2e%2fx', 'index.json', 'state.jsonl'])
    expect([name, [403, 404].includes(await ask('127.0.0.1', `/recordings/good/${name}`))]).toEqual([
      name,
      true,
    ]);
}, 20_000);

test(
  'one network that reads nothing of what it asks for leaves room for the others',
  async () => {
    for (let reader = 0; reader < OF_A_NETWORK; reader += 1) leaveUnread();
    await waitFor('the network to have all its readers', SOON_MS, async () => (await ask(GREEDY)) === 503);
    expect(await ask('127.0.0.1')).toBe(206);
    for (const socket of sockets.splice(0, 10)) socket.destroy();
    await waitFor('room again', SOON_MS, async () => (await ask(GREEDY)) === 206);
  },
  FLOOD_MS,
);

test('a store that sends more than the range says nothing beyond what was announced', async () => {
  const socket = connect({ host: '127.0.0.1', port });
  sockets.push(socket);
  socket.write(
    `GET /recordings/good/${IN_ARCHIVE} HTTP/1.1\r\nHost: x\r\nRange: bytes=0-9\r\nConnection: close\r\n\r\n`,
  );
  const answer = (await buffer(socket)).toString('latin1');
  expect(answer).toContain('Content-Length: 10');
  expect(answer).not.toContain('b'.repeat(10));
});
