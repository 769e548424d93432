import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { ArrivalEnvelope } from '../../../libs/client/src/viewer/arrival-envelope.js';
import { blockingReloads } from './blocking-reloads.js';

/** What our player has ahead of its playhead when the next part comes, in calm (`latency-controller.ts`). */
const MARGIN_MS = 180;

/**
 * How far a player of ours is behind the programme at the least, by its own rule, from when parts come. It plays what it has
 * of all renditions: of video and audio the one that is behind decides.
 */
export class DeliveredLatency {
  readonly #envelope = new ArrivalEnvelope();
  readonly #known: { sinceMs: number; latencyMs: number }[] = [];
  readonly #ending = new AbortController();
  readonly #endsMs: Map<string, number>;
  readonly #done: Promise<unknown>;

  static follow(...urls: string[]): DeliveredLatency {
    return new DeliveredLatency(urls);
  }

  private constructor(urls: readonly string[]) {
    this.#endsMs = new Map(urls.map((url) => [url, Number.NaN]));
    this.#done = Promise.all(urls.map((url) => this.#run(url))).catch((error) => {
      if (!this.#ending.signal.aborted) throw error;
    });
    this.#done.catch(() => undefined);
  }

  /** At this moment of the wall clock; nothing before a player knows enough. */
  at(wallMs: number): number | undefined {
    return this.#known.findLast(({ sinceMs }) => sinceMs <= wallMs)?.latencyMs;
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done.catch(() => undefined);
  }

  async #run(url: string): Promise<void> {
    for await (const text of blockingReloads(url, this.#ending.signal)) {
      this.#endsMs.set(url, endOf(text));
      const endMs = Math.min(...this.#endsMs.values());
      if (!Number.isNaN(endMs)) this.#arrived(systemClock.wallMs(), endMs);
    }
  }

  #arrived(sinceMs: number, endMs: number): void {
    this.#envelope.arrived(sinceMs / 1_000, endMs / 1_000);
    if (!this.#envelope.isKnown) return;
    const latencyMs = (this.#envelope.baseS + this.#envelope.worstS) * 1_000 + MARGIN_MS;
    this.#known.push({ sinceMs, latencyMs });
  }
}

/** Of the newest part, on the programme's clock. */
function endOf(text: string): number {
  const { segments, open } = parseMediaPlaylist(text);
  const last = segments.at(-1);
  if (open === undefined) return last ? last.programDateTimeMs + last.durationSeconds * 1_000 : Number.NaN;
  const seconds = open.parts.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return open.programDateTimeMs + seconds * 1_000;
}
