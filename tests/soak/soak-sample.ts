import { readdirSync } from 'node:fs';
import type { ServerUnderTest } from '../support/server-under-test.js';

/** The server and all its children at one moment. */
export interface SoakSample {
  atMinutes: number;
  residentMiB: number;
  handles: number;
  processes: number;
}

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

export function sampleOf(server: ServerUnderTest, atMinutes: number): SoakSample {
  const { processes } = server;
  const resident = processes.reduce((sum, each) => sum + each.residentBytes, 0);
  return {
    atMinutes,
    residentMiB: resident / 2 ** 20,
    handles: processes.reduce((sum, each) => sum + handlesOf(each.pid), 0),
    processes: processes.length,
  };
}
