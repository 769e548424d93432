import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Fault } from '../fault.js';

/** More than any process could have closed of its own meanwhile. */
const TRIED = 64;
const ANSWERED_WITHIN_MS = 1_500;
const UPGRADE =
  'GET /signal/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** The soft limit alone: any process may lower the hard one, and few may raise it again. */
function limit(pid: number, files: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]);
}

const limitOf = (pid: number): number =>
  Number(/^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1]);

/** Each held open takes a descriptor of the server: one that gets no answer got none. */
function opens(port: number): { socket: Socket; answered: Promise<boolean> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(UPGRADE));
  const answered = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWERED_WITHIN_MS);
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', (head) => {
      clearTimeout(timer);
      resolve(head.toString().startsWith('HTTP/1.1 101'));
    });
  });
  return { socket, answered };
}

export const fault: Fault = {
  name: 'descriptors-exhausted',
  title: 'No file descriptor is left to the server for 6 s',
  strike: async ({ server, hold, note }) => {
    const open = readdirSync(`/proc/${server.pid}/fd`).length;
    const usual = limitOf(server.pid);
    note(`${open} descriptors were open`);
    limit(server.pid, open);
    const tried = Array.from({ length: TRIED }, () => opens(server.port));
    const refused = (await Promise.all(tried.map(({ answered }) => answered))).filter((each) => !each).length;
    for (const { socket } of tried) socket.destroy();
    await hold(6_000 - ANSWERED_WITHIN_MS);
    limit(server.pid, usual);
    if (refused === 0) throw new Error('every connection was opened: the limit took nothing from the server');
    note(`${refused} of ${TRIED} connections got no descriptor`);
  },
};
