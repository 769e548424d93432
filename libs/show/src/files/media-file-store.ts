import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { guestError, InTurn, newId, TypedEvents } from '#kernel';
import type { FileFacts } from './conversion.js';
import { type MediaFile, mediaFileSchema } from './media-file.js';
import type { SharedFiles } from './shared-files.js';
import { folderOf, prefixOf } from './site-folder.js';

export const MEDIA_FILE_LIMITS = {
  bytes: 512 * 1024 * 1024,
  /** One request carries as much. */
  partBytes: 2 * 1024 * 1024,
  seconds: 30 * 60,
  perShow: 40,
  bytesPerShow: 4 * 1024 * 1024 * 1024,
};

/** Turns an upload into what programmes play. Answers its facts; throws with a reason of `MediaFile`. */
export type ConvertFile = (
  from: string,
  to: string,
  onProgress: (done: number) => void,
  /** It is not wanted any more. */
  signal: AbortSignal,
) => Promise<FileFacts>;

const SHOW = /^[\w-]{1,80}$/;
const ID = /^file_[\w-]{1,64}$/;
const UPLOAD = 'upload';
const FACTS = 'facts.json';
const CONVERTED = 'clip.mp4';
/** A conversion that was just ended may still write. */
const REMOVAL = { recursive: true, force: true, maxRetries: 3 };

/**
 * Video and audio of shows, a folder each: sent in parts, converted one after the other, then played by programmes. With a
 * place that nodes share, a converted file is put there before it is ready, and other nodes fetch it when it is wanted.
 */
export class MediaFileStore {
  /** A file that another node has converted is here now. */
  readonly events = new TypedEvents<{ arrived: { showId: string } }>();
  readonly #shared: SharedFiles | undefined;
  readonly #folder: string;
  readonly #convert: ConvertFile;
  readonly #progress = new Map<string, number>();
  readonly #writing = new Set<string>();
  readonly #creating = new InTurn();
  #queue: Promise<unknown> = Promise.resolve();
  #running: { showId: string; id: string; abort: AbortController } | undefined;
  #isClosed = false;

  constructor(folder: string, convert: ConvertFile, shared?: SharedFiles) {
    this.#shared = shared;
    this.#folder = folder;
    this.#convert = convert;
  }

  /** One at a time: of two at once, both would find room for one. */
  create(showId: string, wish: { name: string; sizeBytes: number }): Promise<MediaFile> {
    return this.#creating.run(() => this.#create(showId, wish));
  }

  async #create(showId: string, wish: { name: string; sizeBytes: number }): Promise<MediaFile> {
    if (wish.sizeBytes > MEDIA_FILE_LIMITS.bytes)
      throw guestError('media-file-too-large', `At most ${MEDIA_FILE_LIMITS.bytes / 1_048_576} MiB.`, {
        status: 422,
      });
    const there = await this.list(showId);
    const bytes = there.reduce((sum, file) => sum + (file.convertedBytes ?? file.sizeBytes), wish.sizeBytes);
    if (there.length >= MEDIA_FILE_LIMITS.perShow || bytes > MEDIA_FILE_LIMITS.bytesPerShow)
      throw guestError('too-many-media', 'The show has too many files. Delete one first.', { status: 409 });
    const file: MediaFile = {
      ...wish,
      id: newId(prefixOf('file', showId)),
      state: 'receiving',
      receivedBytes: 0,
    };
    await mkdir(this.#pathOf(showId, file.id), { recursive: true });
    await writeFile(this.#pathOf(showId, file.id, UPLOAD), '');
    await this.#keep(showId, file);
    return file;
  }

  /** Parts come in order, each behind what was received; the last one starts the conversion. */
  async addPart(showId: string, id: string, fromByte: number, bytes: Uint8Array): Promise<MediaFile> {
    const file = this.#get(showId, id);
    const isNext = file.state === 'receiving' && file.receivedBytes === fromByte;
    if (!isNext || this.#writing.has(id) || fromByte + bytes.length > file.sizeBytes)
      throw guestError(
        'media-part-misplaced',
        'Send the part that begins where the file received so far ends.',
        {
          status: 409,
          details: { receivedBytes: file.receivedBytes },
        },
      );
    this.#writing.add(id);
    try {
      await writeAt(this.#pathOf(showId, id, UPLOAD), bytes, fromByte);
      file.receivedBytes += bytes.length;
      if (file.receivedBytes === file.sizeBytes) file.state = 'waiting';
      await this.#keep(showId, file);
    } catch (error) {
      // Removed meanwhile.
      this.#get(showId, id);
      throw error;
    } finally {
      this.#writing.delete(id);
    }
    if (file.state === 'waiting') {
      this.#progress.set(id, 0);
      this.#queue = this.#queue.then(() => this.#convertOne(showId, id));
    }
    return file;
  }

  async list(showId: string): Promise<MediaFile[]> {
    if (!SHOW.test(showId)) return [];
    const here = await readdir(join(this.#folder, showId)).catch(() => []);
    const shared = await this.#sharedFacts(showId);
    const ids = new Set([...here, ...shared.map((name) => name.split('/')[1] ?? '')]);
    return [...ids]
      .filter((id) => ID.test(id))
      .sort()
      .flatMap((id) => this.find(showId, id) ?? []);
  }

  /** The names of the facts that all nodes find, each of which has a copy here now. */
  async #sharedFacts(showId: string): Promise<string[]> {
    const shared = this.#shared;
    if (shared === undefined) return [];
    const names = (await shared.list(showId)).map(({ name }) => name);
    const facts = names.filter((name) => name.endsWith(`/${FACTS}`));
    await shared.ready;
    await shared.bringListed(facts.filter((name) => !existsSync(this.#whereIs(name))));
    return facts;
  }

  /** One small file, at the press of a host. */
  find(showId: string, id: string): MediaFile | undefined {
    if (!SHOW.test(showId) || !ID.test(id)) return undefined;
    try {
      const facts = readFileSync(this.#whereIs(showId, id, FACTS), 'utf8');
      const file = mediaFileSchema.parse(JSON.parse(facts));
      const progress = this.#progress.get(id);
      if (file.state === 'ready') return this.#whenHere(showId, file, progress);
      // The server that converted it ended before it was done.
      const isLost =
        ['waiting', 'converting'].includes(file.state) && progress === undefined && !this.#writing.has(id);
      if (isLost) return { ...file, state: 'refused', reason: 'interrupted' };
      return progress === undefined ? file : { ...file, progress };
    } catch {
      return undefined;
    }
  }

  /** Where a programme reads it, also one of the site; nothing while it cannot be played. */
  playable(showId: string, id: string): (MediaFile & { path: string }) | undefined {
    const folder = folderOf(showId, id);
    const file = this.find(folder, id);
    return file?.state === 'ready' ? { ...file, path: this.#whereIs(folder, id, CONVERTED) } : undefined;
  }

  async remove(showId: string, id: string): Promise<void> {
    await this.#copyOf(`${showId}/${id}/${FACTS}`);
    this.#get(showId, id);
    if (this.#running?.id === id) this.#running.abort.abort();
    await rm(this.#pathOf(showId, id), REMOVAL);
    await this.#shared?.removeAll(`${showId}/${id}`);
  }

  /** The show is gone. */
  async removeAll(showId: string): Promise<void> {
    if (!SHOW.test(showId)) return;
    if (this.#running?.showId === showId) this.#running.abort.abort();
    await rm(join(this.#folder, showId), REMOVAL);
    await this.#shared?.removeAll(showId);
  }

  /** The conversion under way ends; what waits is interrupted as well. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.abort.abort();
    await this.#queue;
  }

  async #convertOne(showId: string, id: string): Promise<void> {
    if (this.#isClosed) return;
    const abort = new AbortController();
    this.#running = { showId, id, abort };
    const file = this.find(showId, id);
    const [from, to] = [this.#pathOf(showId, id, UPLOAD), this.#pathOf(showId, id, CONVERTED)];
    try {
      // Removed while it waited.
      if (file?.state !== 'waiting') return;
      await this.#keep(showId, { ...file, state: 'converting' });
      const onProgress = (done: number) => this.#progress.set(id, done);
      const { seconds, video, hasAudio } = await this.#convert(from, to, onProgress, abort.signal);
      const convertedBytes = (await stat(to).catch(() => undefined))?.size ?? file.sizeBytes;
      const made = { seconds, hasAudio, convertedBytes, ...(video ? { video } : {}) };
      await this.#keep(showId, { ...file, ...made, state: 'ready' });
      await rm(from, { force: true });
      await this.#share(showId, id);
    } catch (error) {
      const reason = abort.signal.aborted ? 'interrupted' : reasonOf(error);
      if (this.find(showId, id) && file)
        await this.#keep(showId, { ...file, state: 'refused', reason }).catch(() => undefined);
      await rm(to, { force: true }).catch(() => undefined);
    } finally {
      this.#running = undefined;
      this.#progress.delete(id);
      await rm(from, { force: true }).catch(() => undefined);
    }
  }

  /** The facts come last: who finds them finds the file. A file that could not be shared stays here. */
  async #share(showId: string, id: string): Promise<void> {
    const shared = this.#shared;
    if (shared === undefined) return;
    try {
      for (const name of [CONVERTED, FACTS])
        await shared.put(`${showId}/${id}/${name}`, this.#pathOf(showId, id, name));
      const copy = await shared.draftOf(`${showId}/${id}`);
      await mkdir(dirname(copy), { recursive: true });
      await rename(this.#pathOf(showId, id), copy);
    } catch {
      // It plays here as on a node that is alone; `shared` has said why.
    }
  }

  /** A converted file that is still being shared, or fetched, cannot be played yet. */
  #whenHere(showId: string, file: MediaFile, sharing: number | undefined): MediaFile {
    if (sharing !== undefined) return { ...file, state: 'converting', progress: sharing };
    if (this.#shared === undefined || existsSync(this.#whereIs(showId, file.id, CONVERTED))) return file;
    void this.#copyOf(`${showId}/${file.id}/${CONVERTED}`).then((path) => {
      if (path !== undefined) this.events.emit('arrived', { showId });
    });
    return { ...file, state: 'waiting' };
  }

  async #copyOf(name: string): Promise<string | undefined> {
    await this.#shared?.ready;
    const path = this.#whereIs(name);
    return existsSync(path) ? path : this.#shared?.bring(name);
  }

  /** Here, or the copy of what another node has. */
  #whereIs(...name: string[]): string {
    const path = join(this.#folder, ...name);
    const copy = this.#shared?.pathOf(join(...name));
    return copy !== undefined && !existsSync(path) ? copy : path;
  }

  #get(showId: string, id: string): MediaFile {
    const file = this.find(showId, id);
    if (file) return file;
    throw guestError('media-not-found', 'The show has no such file.', { status: 404 });
  }

  async #keep(showId: string, { progress: _progress, ...file }: MediaFile): Promise<void> {
    const path = this.#pathOf(showId, file.id, FACTS);
    await writeFile(`${path}.new`, JSON.stringify(file));
    await rename(`${path}.new`, path);
  }

  #pathOf(showId: string, ...rest: string[]): string {
    return join(this.#folder, showId, ...rest);
  }
}

const reasonOf = (error: unknown): 'too-long' | 'unreadable' =>
  error instanceof Error && error.message === 'too-long' ? 'too-long' : 'unreadable';

/** A part that was written before a server ended, and not noted, is written again. */
async function writeAt(path: string, bytes: Uint8Array, fromByte: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, fromByte);
  } finally {
    await file.close();
  }
}
