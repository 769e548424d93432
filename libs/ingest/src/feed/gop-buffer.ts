import type { FlvTag } from '../flv/flv.js';

const LIMIT_BYTES = 16 << 20;
/** Without video there is no key frame to begin with. */
const AUDIO_TAGS = 50;

/** What came since the newest key frame: a reader begins with it. Bounded: too much of it waits for the next one. */
export class GopBuffer {
  #tags: FlvTag[] = [];
  #bytes = 0;
  #hasKey = false;

  get tags(): readonly FlvTag[] {
    return this.#tags;
  }

  /** It begins with a key frame. */
  get hasVideo(): boolean {
    return this.#hasKey;
  }

  push(tag: FlvTag, isKey: boolean): void {
    if (isKey) this.clear();
    if (isKey) this.#hasKey = true;
    if (!this.#hasKey && tag.type !== 8) return;
    this.#tags.push(tag);
    this.#bytes += tag.body.length;
    if (!this.#hasKey && this.#tags.length > AUDIO_TAGS) this.#tags.shift();
    if (this.#bytes > LIMIT_BYTES) this.clear();
  }

  clear(): void {
    this.#tags = [];
    this.#bytes = 0;
    this.#hasKey = false;
  }
}
