import type { FeedRendition, FeedSegment } from '../feed/programme-feed.js';
import type { PackHead } from './show-pack.js';

export interface PackedMedium {
  key: string;
  /** Within the object. */
  offset: number;
  bytes: number;
}

export interface PackedSegment {
  renditionId: string;
  segment: FeedSegment;
  sizeBytes: number;
}

/** What the store has of one show, as the heads of its packs say. */
export class PackedShow {
  readonly renditions = new Map<string, FeedRendition>();
  readonly #keys = new Set<string>();
  readonly #media = new Map<string, PackedMedium>();
  readonly #segments = new Map<string, PackedSegment>();

  knows(key: string): boolean {
    return this.#keys.has(key);
  }

  /** It is not asked for again. */
  ignore(key: string): void {
    this.#keys.add(key);
  }

  /** Media that several packs have is the same in all of them. */
  add(key: string, { renditions, segments, maps }: PackHead, bodyAt: number): void {
    this.#keys.add(key);
    for (const each of renditions) this.renditions.set(each.id, each);
    for (const { renditionId, segment, offset, bytes } of segments) {
      this.#segments.set(segment.uri, { renditionId, segment, sizeBytes: bytes });
      if (!segment.gap) this.#media.set(segment.uri, { key, offset: bodyAt + offset, bytes });
    }
    for (const { uri, offset, bytes } of maps) this.#media.set(uri, { key, offset: bodyAt + offset, bytes });
  }

  /** Packs that are no more take their media with them. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.#keys) if (!keys.has(key)) this.#keys.delete(key);
    for (const [uri, { key }] of this.#media) if (!keys.has(key)) this.#media.delete(uri);
    for (const [uri, { segment }] of this.#segments)
      if (!segment.gap && !this.#media.has(uri)) this.#segments.delete(uri);
  }

  find(uri: string): PackedMedium | undefined {
    return this.#media.get(uri);
  }

  /** In the order of their numbers. */
  get segments(): PackedSegment[] {
    return [...this.#segments.values()].sort((a, b) => a.segment.msn - b.segment.msn);
  }
}
