import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { temporaryFolder } from '../../../tests/support/kernel/temporary-folder.js';
import { connectGate, openGate } from './gate.js';
import { connectSecurely, type SecureListener } from './secure-socket.js';

const SECRET = 'a secret of sixteen letters';
const SILENCE_MS = 50;

let folder: ReturnType<typeof temporaryFolder>;
let gate: SecureListener;
let said: string[];

beforeEach(() => {
  folder = temporaryFolder();
  said = [];
});
afterEach(async () => {
  await gate.close();
  folder.remove();
});

async function open(lineWithinMs?: number) {
  gate = await openGate({
    ...{ host: '127.0.0.1', port: 0, secret: SECRET },
    ...(lineWithinMs === undefined ? {} : { lineWithinMs }),
    pathOf: ({ to }) => join(folder.path, `${to}.sock`),
    log: { ...silentLog, warn: (fact: string) => void said.push(fact) },
  });
  return { host: '127.0.0.1', port: gate.port, secret: SECRET };
}

test('a node that says nothing after its handshake is closed', async () => {
  const socket = await connectSecurely(await open(SILENCE_MS));
  await once(socket.resume(), 'close');
  expect(said).toEqual(['cluster.gate | a node asked for nothing that there is']);
});

test('a line leads to what it names, and bytes go both ways', async () => {
  const target = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => target.listen(join(folder.path, 'server.sock'), resolve));
  const socket = await connectGate(await open(), { to: 'server' });
  socket.write('hello');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect([bytes.toString(), said]).toEqual(['hello', []]);
  socket.destroy();
  await new Promise((resolve) => target.close(resolve));
});
