import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import type { Fault } from '../fault.js';

function limit(pid: number, files: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:65536`]);
}

export const fault: Fault = {
  name: 'descriptors-exhausted',
  title: 'No file descriptor is left to the server for 6 s',
  strike: async ({ server, hold, note }) => {
    const open = readdirSync(`/proc/${server.pid}/fd`).length;
    note(`${open} descriptors were open`);
    limit(server.pid, open);
    await hold(6_000);
    limit(server.pid, 65_536);
  },
  atMost: { backAfterMs: 15_000, hiddenMs: 1_000 },
};
