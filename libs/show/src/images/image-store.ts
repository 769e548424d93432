import { readFileSync } from 'node:fs';
import { access, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { guestError, InTurn, newId, TypedEvents } from '#kernel';
import type { SharedFiles } from '../files/shared-files.js';
import { folderOf, prefixOf } from '../files/site-folder.js';
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
/** Number of images of programmes that stay in memory: they are drawn again at each change of a layout. */
const HELD = 32;

export interface ImageStoreOptions {
  folder: string;
  /** Where all nodes find them; nothing where images are on this disk alone. */
  shared?: SharedFiles | undefined;
  limits?: typeof IMAGE_LIMITS;
}

/**
 * Posters, logos and slides, a folder for each show. Files are never changed: another image has another name. With a
 * place that nodes share, new ones are stored there; this disk has those from before, and copies.
 */
export class ImageStore {
  /** A copy of an image that `find` missed is here now. */
  readonly events = new TypedEvents<{ arrived: { showId: string } }>();
  readonly #folder: string;
  readonly #shared: SharedFiles | undefined;
  readonly #limits: typeof IMAGE_LIMITS;
  readonly #adding = new InTurn();
  readonly #held = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor({ folder, shared, limits = IMAGE_LIMITS }: ImageStoreOptions) {
    this.#folder = folder;
    this.#shared = shared;
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
    const added = await this.#adding.run(() => this.#add(showId, bytes, facts));
    return { ...added, widthPx, heightPx };
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
    // Encoded again, an image may take more bytes than were sent.
    if (isFull(kept.length)) throw this.#tooMany();
    const extension = Object.keys(TYPES).find((each) => TYPES[each] === contentType);
    const id = `${newId(prefixOf('pic', showId))}.${extension}`;
    await this.#keep(`${showId}/${id}`, kept);
    return { id, contentType, sizeBytes: kept.length };
  }

  async #keep(name: string, bytes: Buffer): Promise<void> {
    const path = (await this.#shared?.draftOf(name)) ?? join(this.#folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { flag: 'wx' });
    await this.#shared?.put(name, path).catch(async (error: unknown) => {
      await rm(path, { force: true });
      throw error;
    });
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
    if (!SHOW.test(showId)) return [];
    const sizes = new Map<string, number>();
    for (const id of await readdir(join(this.#folder, showId)).catch(() => []))
      if (NAME.test(id)) sizes.set(id, (await stat(this.#pathOf(showId, id))).size);
    for (const { name, bytes } of (await this.#shared?.list(showId)) ?? []) {
      const id = name.slice(showId.length + 1);
      if (NAME.test(id)) sizes.set(id, bytes);
    }
    const ids = [...sizes.keys()].sort();
    return ids.map((id) => ({ id, contentType: typeOf(id), sizeBytes: sizes.get(id) ?? 0 }));
  }

  async remove(showId: string, id: string): Promise<void> {
    if (!SHOW.test(showId) || !NAME.test(id)) throw imageNotFound();
    const [name, path] = [`${showId}/${id}`, this.#pathOf(showId, id)];
    this.#held.delete(path);
    const wasHere = await succeeds(rm(path));
    const wasShared = (await this.#shared?.has(name)) ?? false;
    if (wasShared) await this.#shared?.remove(name);
    if (!wasHere && !wasShared) throw imageNotFound();
  }

  /** The show is gone. */
  async removeAll(showId: string): Promise<void> {
    if (!SHOW.test(showId)) return;
    await rm(join(this.#folder, showId), { recursive: true, force: true });
    await this.#shared?.removeAll(showId);
  }

  /**
   * For the programme, which draws at once: one small file, at the press of a host. The same bytes each time. One that
   * another node has is fetched, and told of by `arrived`.
   */
  find(showId: string, id: string): Uint8Array<ArrayBuffer> | undefined {
    if (!SHOW.test(showId) || !NAME.test(id)) return undefined;
    const path = this.#pathOf(folderOf(showId, id), id);
    const held = this.#held.get(path) ?? read(path) ?? this.#readCopy(showId, id);
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

  /** What is at an address of ours; nothing for any other, and for an image that is nowhere. */
  async open(showId: string, id: string): Promise<{ path: string; contentType: ImageType } | undefined> {
    if (!SHOW.test(showId) || !NAME.test(id)) return undefined;
    await this.#shared?.ready;
    const folder = folderOf(showId, id);
    const path =
      (await firstThere(this.#places(folder, id))) ?? (await this.#shared?.bring(`${folder}/${id}`));
    return path === undefined ? undefined : { path, contentType: typeOf(id) };
  }

  #places(showId: string, id: string): string[] {
    const copy = this.#shared?.pathOf(`${showId}/${id}`);
    return [this.#pathOf(showId, id), ...(copy === undefined ? [] : [copy])];
  }

  #readCopy(showId: string, id: string): Uint8Array<ArrayBuffer> | undefined {
    const shared = this.#shared;
    if (shared === undefined) return undefined;
    const name = `${folderOf(showId, id)}/${id}`;
    const copy = read(shared.pathOf(name));
    if (copy !== undefined) return copy;
    void shared.bring(name).then((path) => {
      if (path !== undefined) this.events.emit('arrived', { showId });
    });
    return undefined;
  }

  #pathOf(showId: string, id: string): string {
    return join(this.#folder, showId, id);
  }
}

const typeOf = (id: string): ImageType => TYPES[id.split('.').pop() ?? ''] ?? 'image/png';

async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await succeeds(access(path))) return path;
  return undefined;
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

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
