/** The only place that reads time. Rooms take a `Clock`, so that tests can own time. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. Steps when the machine's clock is set. */
  wallMs(): number;
  /** Milliseconds that never step back, with a fraction. Origin is arbitrary. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the answer cancels. */
  after(delayMs: number, callback: () => void): () => void;
  /** Calls back every `periodMs`; the answer cancels. */
  every(periodMs: number, callback: () => void): () => void;
  /** Resolves after `delayMs`, rejects with the signal's reason when it aborts first. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  every(periodMs, callback) {
    const timer = setInterval(callback, periodMs);
    return () => clearInterval(timer);
  },
  sleep,
};
