import type { PackedShows } from '#outputs';
import type { DiskStore, MediaStore, SegmentRecord } from '#packager';

/** What a show's replica and its folder need of a store. */
export interface PlaybackStore extends MediaStore {
  readonly isRewindWorking: boolean;
  /** What others have published of the show, by rendition. */
  readonly missed?: ReadonlyMap<string, readonly SegmentRecord[]>;
  rest(): Promise<void>;
}

/** The disk of this node, and behind it what nodes share: what was published before this one followed the show. */
export class SharedRewind implements PlaybackStore {
  readonly #showId: string;
  readonly #disk: DiskStore;
  readonly #packs: PackedShows;

  constructor(showId: string, disk: DiskStore, packs: PackedShows) {
    this.#showId = showId;
    this.#disk = disk;
    this.#packs = packs;
  }

  get storedBytes(): number {
    return this.#disk.storedBytes;
  }

  get isRewindWorking(): boolean {
    return this.#disk.isRewindWorking;
  }

  put(name: string, bytes: Buffer): void {
    this.#disk.put(name, bytes);
  }

  has(name: string): boolean {
    return this.#disk.has(name) || this.#packs.has(this.#showId, name);
  }

  find(name: string): Buffer | Promise<Buffer | undefined> | undefined {
    const here = this.#disk.find(name);
    if (Buffer.isBuffer(here) || !this.#packs.has(this.#showId, name)) return here;
    const shared = () => this.#packs.read(this.#showId, name);
    return here === undefined ? shared() : here.then((bytes) => bytes ?? shared());
  }

  demote(name: string): boolean {
    return this.#disk.demote(name) || this.#packs.has(this.#showId, name);
  }

  drop(name: string): void {
    this.#disk.drop(name);
  }

  rest(): Promise<void> {
    return this.#disk.rest();
  }

  close(): Promise<void> {
    this.#packs.forget(this.#showId);
    return this.#disk.close();
  }

  /** Asks what was published before. Takes no longer than a look may, and less where the store is known to be away. */
  look(): Promise<void> {
    return this.#packs.look(this.#showId);
  }

  /** By rendition, as of the last look. */
  get missed(): ReadonlyMap<string, readonly SegmentRecord[]> {
    const missed = new Map<string, SegmentRecord[]>();
    for (const { renditionId, segment, sizeBytes } of this.#packs.known(this.#showId)) {
      const known = missed.get(renditionId) ?? [];
      known.push({ ...segment, sizeBytes });
      missed.set(renditionId, known);
    }
    return missed;
  }
}
