import { readFileSync } from 'node:fs';

/** What Linux says of a process, of its first thread: in Node that one turns the event loop. */
export interface ProcessState {
  /** By a signal or a debugger. */
  isStopped: boolean;
  /** It ended, and its parent has not looked yet. */
  isDead: boolean;
  /** It waits for something that is no processor and no disk. */
  isSleeping: boolean;
  /** On a processor, or kept waiting for one: what it waits now is in `waitedMs` only after its turn. */
  isRunnable: boolean;
  /** On a processor so far. */
  ranMs: number;
  /** Ready, and kept waiting for a processor. */
  waitedMs: number;
  /** From files, pipes and sockets so far. */
  readBytes: number;
}

const NS_PER_MS = 1_000_000;

/** Nothing when the process is gone or the system does not tell. */
export function readProcessState(pid: number | undefined): ProcessState | undefined {
  if (pid === undefined) return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in parentheses and may hold any character, so fields count from the last one.
    const letter = stat.charAt(stat.lastIndexOf(')') + 2);
    const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ').map(Number);
    const [, read = '0'] = /^rchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1')) ?? [];
    return {
      isStopped: letter === 'T' || letter === 't',
      isDead: letter === 'Z' || letter === 'X',
      isSleeping: letter === 'S',
      isRunnable: letter === 'R',
      ranMs: ran / NS_PER_MS,
      waitedMs: waited / NS_PER_MS,
      readBytes: Number(read),
    };
  } catch {
    return undefined;
  }
}
