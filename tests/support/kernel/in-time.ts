import { systemClock } from '#kernel';

/** An action that hangs must not end the run: after this long it counts as failed. */
export async function inTime<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = systemClock.sleep(ms, done.signal).then(
    () => Promise.reject(new Error(`${what} took longer than ${ms / 1_000} s`)),
    () => new Promise<never>(() => {}),
  );
  return Promise.race([work, late]).finally(() => done.abort());
}
