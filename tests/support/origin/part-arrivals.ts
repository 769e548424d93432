import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { SignalLog } from '../kernel/signal-log.js';
import { hlsFetch } from './hls-client.js';

const LOOK_EVERY_MS = 20;
const NEXT_WITHIN_MS = 5_000;
/** Of a request that a broken network swallowed. */
const ANSWERED_WITHIN_MS = 2_000;

/** When each part of a rendition could first be had, as a player that asks all the time sees it. */
export class PartArrivals {
  /** Monotonic times of all states of the playlist that had something new. */
  readonly #atMs = new SignalLog<number>();
  readonly #abort = new AbortController();
  readonly #watching: Promise<void>;
  #cuts = 0;

  static watch(url: string): PartArrivals {
    return new PartArrivals(url);
  }

  private constructor(url: string) {
    this.#watching = this.#watch(url);
  }

  /** Discontinuities that the newest playlist lists. */
  get cuts(): number {
    return this.#cuts;
  }

  /** The longest time without a new part from then on, the one that lasts still included. */
  longestWaitMs(fromMs: number): number {
    const after = this.#atMs.all.filter((atMs) => atMs > fromMs);
    const times = [fromMs, ...after, systemClock.monotonicMs()];
    return Math.max(...times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs)));
  }

  /** When the next part from now on could be had. */
  next(): Promise<number> {
    const known = this.#atMs.all.length;
    return this.#atMs.until('the next part', NEXT_WITHIN_MS, (all) => all.at(known));
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#watching;
  }

  async #watch(url: string): Promise<void> {
    const { signal } = this.#abort;
    let newest = '';
    while (!signal.aborted) {
      const found = await this.#newestAt(url);
      if (found !== undefined && found !== newest) {
        newest = found;
        this.#atMs.push(systemClock.monotonicMs());
      }
      await systemClock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    }
  }

  async #newestAt(url: string): Promise<string | undefined> {
    const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)]);
    const answer = await hlsFetch(url, { signal }).catch(() => undefined);
    if (answer?.status !== 200) return undefined;
    const { mediaSequence, segments, open } = parseMediaPlaylist(answer.body.toString());
    this.#cuts = segments.filter(({ discontinuity }) => discontinuity).length;
    return `${mediaSequence + segments.length} ${open?.parts.length ?? 0}`;
  }
}
