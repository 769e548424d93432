import type { Socket } from 'node:net';
import type { Clock } from '#kernel';

const PROBE_MS = 50;
/** More than this waiting at once get their refusal at once: each holds a connection. */
const MOST_WAITING = 5_000;

/**
 * Connections to the server, which may be restarting. However many requests wait for it, one of them at a time asks
 * whether it is there.
 */
export class ServerPresence {
  readonly #connectNow: () => Promise<Socket>;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #isProbing = false;

  /** `connectNow` rejects at once where there is no server. */
  constructor(connectNow: () => Promise<Socket>, clock: Clock) {
    this.#connectNow = connectNow;
    this.#clock = clock;
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** Nothing when there is no server by the deadline. */
  async connect(deadlineMs: number, signal: AbortSignal): Promise<Socket | undefined> {
    const untilMs = this.#clock.monotonicMs() + deadlineMs;
    while (!signal.aborted) {
      const socket = await this.#connectOnce();
      if (socket && signal.aborted) socket.destroy();
      else if (socket) return socket;
      if (!(await this.whenThere(untilMs - this.#clock.monotonicMs(), signal))) return undefined;
    }
    return undefined;
  }

  /** Whether the server was there by the deadline. It was away a moment ago, or the caller would not ask. */
  whenThere(deadlineMs: number, signal: AbortSignal): Promise<boolean> {
    if (deadlineMs <= 0 || signal.aborted || this.#waiting.size >= MOST_WAITING)
      return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (isThere: boolean) => {
        cancel();
        this.#waiting.delete(onThere);
        signal.removeEventListener('abort', onAbort);
        resolve(isThere);
      };
      const onThere = () => settle(true);
      const onAbort = () => settle(false);
      const cancel = this.#clock.after(deadlineMs, () => settle(false));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(onThere);
      if (!this.#isProbing) void this.#probe();
    });
  }

  async #probe(): Promise<void> {
    this.#isProbing = true;
    while (this.#waiting.size > 0) {
      await this.#clock.sleep(PROBE_MS);
      const socket = await this.#connectOnce();
      if (!socket) continue;
      socket.destroy();
      for (const onThere of [...this.#waiting]) onThere();
    }
    this.#isProbing = false;
  }

  #connectOnce(): Promise<Socket | undefined> {
    return this.#connectNow().catch(() => undefined);
  }
}
