import type { PartRecord } from './segment-record.js';

export interface PlacedPart {
  part: PartRecord;
  msn: number;
  index: number;
}

/** The parts of the newest segments, by number and by name. */
export class PartIndex {
  readonly #segments: number;
  readonly #byMsn = new Map<number, PartRecord[]>();
  readonly #byName = new Map<string, PlacedPart>();

  constructor(segments: number) {
    this.#segments = segments;
  }

  put(msn: number, index: number, part: PartRecord): void {
    const parts = this.#byMsn.get(msn) ?? [];
    this.#byMsn.set(msn, parts);
    parts[index] = part;
    this.#byName.set(part.uri, { part, msn, index });
    for (const oldest of this.#byMsn.keys()) {
      if (this.#byMsn.size <= this.#segments) break;
      for (const gone of this.partsOf(oldest)) this.#byName.delete(gone.uri);
      this.#byMsn.delete(oldest);
    }
  }

  /** Parts become views into their whole segment, so that nothing lies in memory twice. */
  replaceBytes(msn: number, whole: Buffer): void {
    let at = 0;
    for (const part of this.partsOf(msn)) {
      const end = at + part.bytes.length;
      part.bytes = whole.subarray(at, end);
      at = end;
    }
  }

  /** The newest segments, oldest first. */
  get msns(): number[] {
    return [...this.#byMsn.keys()];
  }

  find(name: string): PlacedPart | undefined {
    return this.#byName.get(name);
  }

  partsOf(msn: number): readonly PartRecord[] {
    return this.#byMsn.get(msn) ?? [];
  }

  countOf(msn: number): number | undefined {
    return this.#byMsn.get(msn)?.length;
  }
}
