import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Fault } from '../fault.js';

/** The soft limit alone: the hard one can be lowered by anybody and raised again by few. */
function limit(pid: number, files: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]);
}

const limitOf = (pid: number): number =>
  Number(/^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1]);

export const fault: Fault = {
  name: 'descriptors-exhausted',
  title: 'No file descriptor is left to the server for 6 s',
  strike: async ({ server, hold, note }) => {
    const open = readdirSync(`/proc/${server.pid}/fd`).length;
    const usual = limitOf(server.pid);
    note(`${open} descriptors were open`);
    limit(server.pid, open);
    await hold(6_000);
    limit(server.pid, usual);
  },
  atMost: { backAfterMs: 15_000, hiddenMs: 1_000 },
};
