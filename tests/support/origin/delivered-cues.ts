import { systemClock } from '#kernel';
import { parseWebVtt } from '#media';
import { blockingReloads } from './blocking-reloads.js';
import { hlsFetch } from './hls-client.js';

export interface DeliveredCue {
  id: string;
  startMs: number;
  endMs: number;
  text: string;
  /** Wall clock, when the part that had it first was here. */
  seenAtMs: number;
}

const PART = /#EXT-X-PART:[^\n]*URI="([^"]+\.vtt)"/g;

/** Follows the captions of one language part by part, as a player does, and notes when each cue came. */
export class DeliveredCues {
  readonly #url: string;
  readonly #ending = new AbortController();
  readonly #read = new Set<string>();
  /** In milliseconds of the show. */
  readonly #cues = new Map<string, DeliveredCue>();
  readonly #done: Promise<void>;

  static async follow(url: string): Promise<DeliveredCues> {
    return new DeliveredCues(url);
  }

  private constructor(url: string) {
    this.#url = url;
    this.#done = this.#run().catch((error) => {
      if (!this.#ending.signal.aborted) throw error;
    });
    this.#done.catch(() => undefined);
  }

  /** On the clock whose show time zero is `anchorMs`, in the order in which they came. */
  found(anchorMs: number): DeliveredCue[] {
    return [...this.#cues.values()].map((cue) => ({
      ...cue,
      startMs: anchorMs + cue.startMs,
      endMs: anchorMs + cue.endMs,
    }));
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done.catch(() => undefined);
  }

  async #run(): Promise<void> {
    for await (const text of blockingReloads(this.#url, this.#ending.signal))
      for (const [, uri = ''] of text.matchAll(PART)) await this.#take(uri);
  }

  async #take(uri: string): Promise<void> {
    if (this.#read.has(uri)) return;
    this.#read.add(uri);
    const { status, body } = await hlsFetch(new URL(uri, this.#url).href, { signal: this.#ending.signal });
    if (status !== 200) return;
    const seenAtMs = systemClock.wallMs();
    for (const { id, startMs, endMs, words } of parseWebVtt(body.toString(), 0).cues)
      if (!this.#cues.has(id))
        this.#cues.set(id, { id, startMs, endMs, seenAtMs, text: words.map(({ text }) => text).join(' ') });
  }
}
