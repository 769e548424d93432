/** What the multivariant playlist's address says of the show. */
export type Availability = 'on' | 'not-yet' | 'forbidden' | 'unreachable';

const EVERY_MS = 1_000;

export async function askAvailability(
  url: string,
  signal: AbortSignal,
  cache: RequestCache = 'no-store',
): Promise<Availability> {
  try {
    const response = await fetch(url, { signal, cache });
    // Read to its end, since an abandoned answer costs the connection.
    await response.text();
    if (response.ok) return 'on';
    return response.status === 401 || response.status === 403 ? 'forbidden' : 'not-yet';
  } catch {
    return 'unreachable';
  }
}

interface Awaiting {
  url: string;
  signal: AbortSignal;
  onAvailability(availability: Availability): void;
}

/**
 * Asks until the show can be played, so that a page that was opened too early follows into it by itself. Waiting
 * pages spread their questions, or all of them would ask in the same millisecond.
 */
export async function awaitShow({ url, signal, onAvailability }: Awaiting): Promise<boolean> {
  let last: Availability | undefined;
  while (!signal.aborted) {
    // The player asks for the same in a moment: the first answer may be kept for it.
    const availability = await askAvailability(url, signal, last === undefined ? 'default' : 'no-store');
    if (signal.aborted) return false;
    if (availability === 'on') return true;
    if (availability !== last) onAvailability(availability);
    last = availability;
    if (availability === 'forbidden') return false;
    await pause(EVERY_MS * (0.75 + chance() / 2), signal);
  }
  return false;
}

const chance = (): number => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 255;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
