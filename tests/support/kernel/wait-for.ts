import { systemClock } from '#kernel';

const LOOK_EVERY_MS = 20;

/**
 * For what gives no signal (a process table, a log file): looks until the answer is there. The deadline is part of
 * the claim that a test makes and is named by the caller.
 */
export async function waitFor<T>(
  what: string,
  deadlineMs: number,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
): Promise<T> {
  const end = systemClock.monotonicMs() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (systemClock.monotonicMs() > end) throw new Error(`waited ${deadlineMs} ms for ${what}`);
    await systemClock.sleep(LOOK_EVERY_MS);
  }
}
