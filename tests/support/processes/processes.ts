import { readdirSync, readFileSync } from 'node:fs';

/** One process as `/proc` shows it. Times are in clock ticks of 10 ms. */
export interface ProcessInfo {
  pid: number;
  parentPid: number;
  readonly command: string;
  state: string;
  cpuTicks: number;
  residentBytes: number;
}

const PAGE_BYTES = 4_096;
export const TICKS_PER_SECOND = 100;

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return otherwise;
  }
}

export function processOf(pid: number): ProcessInfo | undefined {
  const stat = readOr(`/proc/${pid}/stat`, '');
  // The name stands in parentheses and may hold any character, so fields count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || fields.length < 22) return undefined;
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid,
    parentPid: field(4),
    // Read when asked: a meter looks at every process of the machine for its parent only, and its own CPU is counted.
    get command() {
      return readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ').trim();
    },
    state: fields[0] ?? '?',
    cpuTicks: field(14) + field(15),
    residentBytes: field(24) * PAGE_BYTES,
  };
}

export function allProcesses(): ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processOf(Number(name)))
    .filter((found) => found !== undefined);
}

/** The process and all that descend from it. */
export function treeOf(pid: number, processes: readonly ProcessInfo[] = allProcesses()): ProcessInfo[] {
  const childrenOf = new Map<number, ProcessInfo[]>();
  for (const each of processes)
    childrenOf.set(each.parentPid, [...(childrenOf.get(each.parentPid) ?? []), each]);
  const found: ProcessInfo[] = [];
  const walk = (each: ProcessInfo) => {
    found.push(each);
    for (const child of childrenOf.get(each.pid) ?? []) walk(child);
  };
  for (const each of processes) if (each.pid === pid) walk(each);
  return found;
}

/** A dead process that nobody has waited for still has its number; it runs no more. */
export function isAlive(pid: number): boolean {
  const found = processOf(pid);
  return found !== undefined && found.state !== 'Z' && found.state !== 'X';
}

/** Every process that was started with this value in its environment, whatever its parent is now. */
export function processesMarked(name: string, value: string): ProcessInfo[] {
  const entry = `${name}=${value}`;
  return allProcesses().filter(
    (each) => isAlive(each.pid) && readOr(`/proc/${each.pid}/environ`, '').split('\0').includes(entry),
  );
}
