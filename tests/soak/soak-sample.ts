import { readdirSync } from 'node:fs';
import type { ProcessInfo } from '../support/processes/processes.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';

/** The server and all its children at one moment. */
export interface SoakSample {
  atMinutes: number;
  residentMiB: number;
  /** The server itself, the database in it, without its children. */
  serverMiB: number;
  handles: number;
  processes: number;
}

const MIB = 2 ** 20;

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

export function sampleOf(server: ServerUnderTest, atMinutes: number): SoakSample {
  const { processes, pid } = server;
  const bytesOf = (all: readonly ProcessInfo[]) => all.reduce((sum, each) => sum + each.residentBytes, 0);
  return {
    atMinutes,
    residentMiB: bytesOf(processes) / MIB,
    serverMiB: bytesOf(processes.filter((each) => each.pid === pid)) / MIB,
    handles: processes.reduce((sum, each) => sum + handlesOf(each.pid), 0),
    processes: processes.length,
  };
}
