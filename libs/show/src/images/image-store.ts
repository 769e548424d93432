import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guestError, newId } from '#kernel';
import { encodeImage } from './encode-image.js';
import { type ImageFacts, type ImageType, imageFacts } from './image-facts.js';

export interface ShowImage {
  /** Also its file's name: nobody guesses it. */
  id: string;
  contentType: ImageType;
  sizeBytes: number;
}

export const IMAGE_LIMITS = {
  bytes: 2 * 1024 * 1024,
  sidePx: 4_096,
  perShow: 400,
  bytesPerShow: 256 * 1024 * 1024,
};

const TYPES: Record<string, ImageType> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };
export const IMAGE_TYPES: readonly ImageType[] = Object.values(TYPES);
const SHOW = /^[\w-]{1,80}$/;
const NAME = /^pic_[\w-]{1,64}\.(png|jpg|webp)$/;
/** ImageStore on the programmes of this process: drawn again at each change of a layout. */
const HELD = 32;

/** Posters, logos and slides, a folder for each show. Files are never changed: another image has another name. */
export class ImageStore {
  readonly #folder: string;
  readonly #limits: typeof IMAGE_LIMITS;
  #adding: Promise<unknown> = Promise.resolve();
  readonly #held = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(folder: string, limits = IMAGE_LIMITS) {
    this.#folder = folder;
    this.#limits = limits;
  }

  async add(showId: string, bytes: Uint8Array): Promise<ShowImage & { widthPx: number; heightPx: number }> {
    const facts = imageFacts(bytes);
    if (facts === undefined) throw unreadable();
    const { widthPx, heightPx } = facts;
    if (Math.min(widthPx, heightPx) < 1 || Math.max(widthPx, heightPx) > this.#limits.sidePx)
      throw guestError(
        'picture-too-large',
        `Neither side may have more than ${this.#limits.sidePx} pixels.`,
        {
          status: 422,
        },
      );
    // One at a time: an image of 2 MiB may have 64 MiB of pixels, and of two at once both would find room for one.
    const added = this.#adding.then(() => this.#add(showId, bytes, facts));
    this.#adding = added.catch(() => undefined);
    return { ...(await added), widthPx, heightPx };
  }

  async #add(showId: string, bytes: Uint8Array, facts: ImageFacts): Promise<ShowImage> {
    const { type: contentType } = facts;
    const there = await this.list(showId);
    const bytesThere = there.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const isFull = (more: number) =>
      there.length >= this.#limits.perShow || bytesThere + more > this.#limits.bytesPerShow;
    if (isFull(bytes.length)) throw this.#tooMany();
    const kept = await encodeImage(bytes, facts);
    if (kept === undefined) throw unreadable();
    // What is seen may take more than what was sent.
    if (isFull(kept.length)) throw this.#tooMany();
    const extension = Object.keys(TYPES).find((each) => TYPES[each] === contentType);
    const id = `${newId('pic')}.${extension}`;
    const path = this.#pathOf(showId, id);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, kept, { flag: 'wx' });
    return { id, contentType, sizeBytes: kept.length };
  }

  #tooMany() {
    const { perShow, bytesPerShow } = this.#limits;
    return guestError(
      'too-many-pictures',
      `A show has at most ${perShow} images of ${bytesPerShow / 1_048_576} MiB in all. Remove some.`,
      { status: 409 },
    );
  }

  async list(showId: string): Promise<ShowImage[]> {
    const names = await readdir(join(this.#folder, showId)).catch(() => []);
    const files = names.filter((name) => NAME.test(name)).sort();
    return Promise.all(
      files.map(async (id) => ({
        id,
        contentType: typeOf(id),
        sizeBytes: (await stat(this.#pathOf(showId, id))).size,
      })),
    );
  }

  async remove(showId: string, id: string): Promise<void> {
    if (!NAME.test(id)) throw imageNotFound();
    this.#held.delete(this.#pathOf(showId, id));
    await rm(this.#pathOf(showId, id)).catch(() => {
      throw imageNotFound();
    });
  }

  /** The show is gone. */
  async removeAll(showId: string): Promise<void> {
    if (SHOW.test(showId)) await rm(join(this.#folder, showId), { recursive: true, force: true });
  }

  /** For the programme, which draws at once: one small file, at the press of a host. The same bytes each time. */
  find(showId: string, id: string): Uint8Array<ArrayBuffer> | undefined {
    if (!SHOW.test(showId) || !NAME.test(id)) return undefined;
    const path = this.#pathOf(showId, id);
    const held = this.#held.get(path) ?? read(path);
    if (held === undefined) return undefined;
    this.#held.delete(path);
    this.#held.set(path, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > HELD && oldest !== undefined) this.#held.delete(oldest);
    return held;
  }

  /** Where an image is fetched, by anybody who knows its name. */
  static urlOf(showId: string, id: string): string {
    return `/pictures/${showId}/${id}`;
  }

  /** What is at an address of ours; nothing for any other. */
  open(showId: string, id: string): { path: string; contentType: ImageType } | undefined {
    if (!SHOW.test(showId) || !NAME.test(id)) return undefined;
    return { path: this.#pathOf(showId, id), contentType: typeOf(id) };
  }

  #pathOf(showId: string, id: string): string {
    return join(this.#folder, showId, id);
  }
}

const typeOf = (id: string): ImageType => TYPES[id.split('.').pop() ?? ''] ?? 'image/png';

function read(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return undefined;
  }
}

const imageNotFound = () => guestError('picture-not-found', 'The show has no such image.', { status: 404 });

const unreadable = () =>
  guestError('picture-unreadable', 'Send a PNG, JPEG or WebP image that opens.', { status: 422 });
