import { readdirSync, readFileSync } from 'node:fs';
import { type ProcessInfo, processOf, treeOf } from './processes.js';

/** The kernel lists the children of each thread, where it was built to do so. */
function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.flatMap((thread) => {
    const text = readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1');
    return text.split(' ').filter(Boolean).map(Number);
  });
}

function below(pid: number): ProcessInfo[] {
  const found = processOf(pid);
  if (!found) return [];
  try {
    return [found, ...childrenOf(pid).flatMap(below)];
  } catch {
    // It, or a thread of it, has just ended.
    return [found];
  }
}

const { pid: self } = process;
let isListed: boolean | undefined;

function isListedHere(): boolean {
  try {
    readFileSync(`/proc/${self}/task/${self}/children`);
    return true;
  } catch {
    return false;
  }
}

/**
 * The process and all that descend from it, without a look at every process of the machine: where there are hundreds
 * that alone takes a twentieth of a core at four looks a second, and a meter of cores must not measure itself.
 */
export function treeBelow(pid: number): ProcessInfo[] {
  isListed ??= isListedHere();
  return isListed ? below(pid) : treeOf(pid);
}
