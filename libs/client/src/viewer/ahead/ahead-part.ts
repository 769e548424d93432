import type { LoaderStats } from 'hls.js';
import { PART_HEADER, type PartFacts, readPartFacts } from './part-facts.js';

/** As much of a wait as is taken for the line's: the rest was the part's own, which was not there yet. */
const LINE_MS = 30;

export interface PartOutcome {
  status: number;
  /** Absent where it did not come whole. */
  bytes?: ArrayBuffer;
  request: XMLHttpRequest;
}

/** A part that was requested before the player knew of it. */
export class AheadPart {
  /** Resolves with the head of the answer: to nothing where there is no such part, or a playlist must tell more. */
  readonly head: Promise<PartFacts | undefined>;
  readonly askedMs = performance.now();
  cameMs = 0;
  #loaded = 0;
  #total = 0;
  #endMs = 0;
  #outcome: PartOutcome | undefined;
  #listener: ((outcome: PartOutcome) => void) | undefined;
  readonly #request = new XMLHttpRequest();
  #stats: LoaderStats | undefined;

  constructor(url: string) {
    const request = this.#request;
    request.responseType = 'arraybuffer';
    this.head = new Promise((resolve) => {
      request.addEventListener('readystatechange', () => {
        if (request.readyState < XMLHttpRequest.HEADERS_RECEIVED || this.cameMs > 0) return;
        this.cameMs = performance.now();
        resolve(request.status === 200 ? readPartFacts(request.getResponseHeader(PART_HEADER)) : undefined);
      });
      request.addEventListener('loadend', () => resolve(undefined));
    });
    request.addEventListener('progress', ({ loaded, total }) => {
      this.#loaded = loaded;
      this.#total = total;
      this.#copy();
    });
    request.addEventListener('loadend', () => {
      this.#endMs = performance.now();
      this.#outcome = this.#ended();
      this.#listener?.(this.#outcome);
    });
    request.open('GET', url, true);
    request.send();
  }

  /** From now on the player sees how far it is, and learns what became of it: never within this call. */
  tell(stats: LoaderStats, listener: (outcome: PartOutcome) => void): void {
    this.#stats = stats;
    this.#copy();
    const outcome = this.#outcome;
    if (outcome) queueMicrotask(() => listener(outcome));
    else this.#listener = listener;
  }

  /** There is such a part, whatever else its answer says. */
  get isThere(): boolean {
    return this.#request.status === 200;
  }

  abort(): void {
    this.#request.abort();
  }

  #ended(): PartOutcome {
    const request = this.#request;
    const bytes = request.status === 200 ? (request.response as ArrayBuffer | null) : null;
    if (bytes) this.#loaded = this.#total = bytes.byteLength;
    this.#copy();
    return { status: request.status, request, ...(bytes ? { bytes } : {}) };
  }

  #copy(): void {
    if (!this.#stats) return;
    const { loading } = this.#stats;
    loading.start = Math.max(this.askedMs, this.cameMs - LINE_MS);
    loading.first = this.cameMs;
    this.#stats.loaded = this.#loaded;
    this.#stats.total = this.#total;
    if (this.#endMs === 0) return;
    loading.end = this.#endMs;
    this.#stats.bwEstimate = (this.#total * 8_000) / Math.max(1, this.#endMs - this.cameMs);
  }
}
