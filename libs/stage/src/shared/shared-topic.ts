import { LIMITS, type SharedChange, type SharedEntry } from '#protocol';

/** Of one answer, in characters. */
const PART_LENGTH = 128 * 1024;

/** The state of one topic: keys and values in the order of their last change, bounded in number and size. */
export class SharedTopic {
  readonly #entries = new Map<string, SharedEntry>();
  #sequence = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All or none of them. `mostLength`: what the other topics of the stage leave. False: there is no room. */
  change(changes: readonly SharedChange[], mostLength: number = LIMITS.sharedLength): boolean {
    if (!this.#hasRoom(changes, Math.min(mostLength, LIMITS.sharedLength))) return false;
    for (const { key, value } of changes) {
      this.#remove(key);
      if (value === null) continue;
      this.#sequence += 1;
      this.#entries.set(key, { key, value, sequence: this.#sequence });
      this.#length += key.length + value.length;
    }
    return true;
  }

  /** What has changed after that sequence, as much as one answer may hold. */
  after(sequence: number): { entries: SharedEntry[]; isComplete: boolean } {
    const entries: SharedEntry[] = [];
    let length = 0;
    for (const entry of this.#entries.values()) {
      if (entry.sequence <= sequence) continue;
      length += entry.key.length + entry.value.length;
      if (entries.length > 0 && length > PART_LENGTH) return { entries, isComplete: false };
      entries.push(entry);
    }
    return { entries, isComplete: true };
  }

  #hasRoom(changes: readonly SharedChange[], mostLength: number): boolean {
    let { size } = this.#entries;
    let length = this.#length;
    const changed = new Map(changes.map(({ key, value }) => [key, value]));
    for (const [key, value] of changed) {
      const before = this.#entries.get(key);
      if (before) {
        size -= 1;
        length -= key.length + before.value.length;
      }
      if (value === null) continue;
      size += 1;
      length += key.length + value.length;
    }
    const isSmaller = size <= this.#entries.size && length <= this.#length;
    return isSmaller || (size <= LIMITS.sharedKeys && length <= mostLength);
  }

  #remove(key: string): void {
    const before = this.#entries.get(key);
    if (before === undefined) return;
    this.#entries.delete(key);
    this.#length -= key.length + before.value.length;
  }
}
