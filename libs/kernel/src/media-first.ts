import { setPriority } from 'node:os';

/** Before what has no wish (0), such as pages and chat, and behind what the system itself cannot wait for. */
export const MEDIA_NICENESS = -5;

/**
 * Where processors are scarce, the process (this one by default) has its turn before those that wait for pages, chat or
 * the database; so do its children from now on. `false`: the system does not let this user, and media waits like others.
 */
export function putMediaFirst(pid = 0): boolean {
  try {
    setPriority(pid, MEDIA_NICENESS);
    return true;
  } catch {
    return false;
  }
}
