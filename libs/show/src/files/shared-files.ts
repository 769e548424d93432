import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { atMost, type Clock, type Log, placeWhole, ShowError } from '#kernel';

/** A place that all nodes reach. The object stores of recordings fit. */
export interface SharedObjects {
  put(key: string, path: string, signal: AbortSignal): Promise<void>;
  /** Nothing where there is no such object. */
  facts(key: string): Promise<{ bytes: number } | undefined>;
  read(key: string): Promise<Readable>;
  list(prefix: string): Promise<{ key: string; bytes: number }[]>;
  remove(key: string): Promise<void>;
}

export interface SharedFilesOptions {
  open(): Promise<SharedObjects>;
  /** Of the keys, without a slash at its end: each kind of files has one of its own. */
  prefix: string;
  /** The folder of the copies that this process fetches. Emptied at its start. */
  cache: string;
  /** No file is larger. */
  mostBytes: number;
  /** How long the store may take to accept or to deliver one file. */
  withinMs: number;
  clock: Clock;
  log: Log;
}

/** Requests for a name that does not exist reach the store once in a while, however many a viewer sends. */
const MISSING_FOR_MS = 10_000;
const MOST_MISSING = 1_000;
const MOST_FETCHES = 16;
/** A store that answers does so within a second. */
const ANSWERS_WITHIN_MS = 10_000;
const LISTED_AT_ONCE = 8;

/** Files that people uploaded, where every node finds them, and copies of those that this node has needed. */
export class SharedFiles {
  /** Copies of an earlier process are gone: other nodes may have removed what they are copies of. */
  readonly ready: Promise<void>;
  readonly #options: SharedFilesOptions;
  readonly #fetching = new Map<string, Promise<string | undefined>>();
  readonly #missingUntilMs = new Map<string, number>();
  #objects: Promise<SharedObjects> | undefined;

  constructor(options: SharedFilesOptions) {
    this.#options = options;
    this.ready = rm(options.cache, { recursive: true, force: true });
  }

  /** A path to write a file to before it is put, and where its copy stays. */
  async draftOf(name: string): Promise<string> {
    await this.ready;
    const path = this.pathOf(name);
    await mkdir(dirname(path), { recursive: true });
    return path;
  }

  /** Where a copy lies once it was fetched. */
  pathOf(name: string): string {
    return join(this.#options.cache, name);
  }

  /** Rejects with `file-store-unavailable` when the other nodes would not find the file. */
  async put(name: string, path: string): Promise<void> {
    await this.#orUnavailable((objects) =>
      this.#inTime((signal) => objects.put(this.#keyOf(name), path, signal)),
    );
    this.#missingUntilMs.delete(name);
  }

  /** The path of a copy; nothing where there is no such file, or the store cannot be reached now. */
  bring(name: string): Promise<string | undefined> {
    const known = this.#fetching.get(name);
    if (known !== undefined) return known;
    if (this.#isMissing(name) || this.#fetching.size >= MOST_FETCHES) return Promise.resolve(undefined);
    return this.#begin(name);
  }

  /** Copies of files that the store has listed: of these none is left out, however many are fetched at this moment. */
  async bringListed(names: readonly string[]): Promise<void> {
    for (let first = 0; first < names.length; first += LISTED_AT_ONCE) {
      const some = names.slice(first, first + LISTED_AT_ONCE);
      await Promise.all(some.map((name) => this.#fetching.get(name) ?? this.#begin(name)));
    }
  }

  #begin(name: string): Promise<string | undefined> {
    const fetched = this.#fetch(name)
      .catch((error: unknown) => {
        this.#options.log.warn('show.shared-files | a file could not be fetched', { name, error });
        return undefined;
      })
      .finally(() => this.#fetching.delete(name));
    this.#fetching.set(name, fetched);
    return fetched;
  }

  async list(folder: string): Promise<{ name: string; bytes: number }[]> {
    const { prefix } = this.#options;
    const found = await this.#soon((objects) => objects.list(`${prefix}/${folder}/`));
    return found.map(({ key, bytes }) => ({ name: key.slice(prefix.length + 1), bytes }));
  }

  async has(name: string): Promise<boolean> {
    return (await this.#soon((objects) => objects.facts(this.#keyOf(name)))) !== undefined;
  }

  async remove(name: string): Promise<void> {
    await this.#soon((objects) => objects.remove(this.#keyOf(name)));
    await rm(this.pathOf(name), { force: true });
  }

  async removeAll(folder: string): Promise<void> {
    for (const { name } of await this.list(folder)) await this.remove(name);
    await rm(this.pathOf(folder), { recursive: true, force: true });
  }

  async #fetch(name: string): Promise<string | undefined> {
    const objects = await this.#open();
    const key = this.#keyOf(name);
    const facts = await this.#inTime(() => objects.facts(key), ANSWERS_WITHIN_MS);
    if (facts === undefined || facts.bytes > this.#options.mostBytes) {
      this.#noteMissing(name);
      return undefined;
    }
    const path = await this.draftOf(name);
    const most = atMost(this.#options.mostBytes);
    await placeWhole(path, async (draft) => {
      const from = await this.#readSoon(objects, key);
      await this.#inTime((signal) => pipeline(from, most, createWriteStream(draft), { signal }));
    });
    return path;
  }

  /** Nobody reads what comes later. */
  async #readSoon(objects: SharedObjects, key: string): Promise<Readable> {
    const reading = objects.read(key);
    try {
      return await this.#inTime(() => reading, ANSWERS_WITHIN_MS);
    } catch (error) {
      void reading.then(
        (late) => late.destroy(),
        () => undefined,
      );
      throw error;
    }
  }

  /** Rejects when the time is over, whether the work hears the signal or not. */
  async #inTime<T>(work: (signal: AbortSignal) => Promise<T>, withinMs = this.#options.withinMs): Promise<T> {
    const abort = new AbortController();
    const { signal } = abort;
    const cancel = this.#options.clock.after(withinMs, () => abort.abort(new Error('too slow')));
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    return await Promise.race([work(signal), late]).finally(cancel);
  }

  #isMissing(name: string): boolean {
    const untilMs = this.#missingUntilMs.get(name);
    return untilMs !== undefined && untilMs > this.#options.clock.monotonicMs();
  }

  #noteMissing(name: string): void {
    this.#missingUntilMs.delete(name);
    this.#missingUntilMs.set(name, this.#options.clock.monotonicMs() + MISSING_FOR_MS);
    const [oldest] = this.#missingUntilMs.keys();
    if (this.#missingUntilMs.size > MOST_MISSING && oldest !== undefined) this.#missingUntilMs.delete(oldest);
  }

  #keyOf(name: string): string {
    return `${this.#options.prefix}/${name}`;
  }

  /** What carries no file: who asks waits no longer, whatever the store does. */
  #soon<T>(ask: (objects: SharedObjects) => Promise<T>): Promise<T> {
    return this.#orUnavailable((objects) => this.#inTime(() => ask(objects), ANSWERS_WITHIN_MS));
  }

  async #orUnavailable<T>(ask: (objects: SharedObjects) => Promise<T>): Promise<T> {
    try {
      return await ask(await this.#open());
    } catch (error) {
      this.#options.log.warn('show.shared-files | the object store cannot be used', { error });
      throw unavailable();
    }
  }

  /** One that could not be opened is tried again with the next request. */
  #open(): Promise<SharedObjects> {
    this.#objects ??= this.#options.open().catch((error: unknown) => {
      this.#objects = undefined;
      throw error;
    });
    return this.#objects;
  }
}

const unavailable = (): ShowError =>
  new ShowError({
    code: 'file-store-unavailable',
    message: 'The place where files are stored does not answer. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
