import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type ByteRange, type ObjectStore, openObjects } from '#outputs';

export type StoreFault = 'refuses' | 'hangs' | 'trickles' | 'full';

const TRICKLE_MS = 200;

/** A folder as a store that can fail in the ways of stores. `trickles`: what is read comes byte by byte. */
export class FaultyObjects implements ObjectStore {
  fault: StoreFault | undefined;
  asked = 0;
  readonly #inner: Promise<ObjectStore>;

  constructor(folder: string) {
    this.#inner = openObjects(`file://${folder}`);
  }

  async check(): Promise<void> {
    return (await this.#reach()).check();
  }

  async put(key: string, path: string, signal: AbortSignal): Promise<void> {
    return (await this.#reach('write', signal)).put(key, path, signal);
  }

  async putBytes(key: string, bytes: Buffer, signal: AbortSignal): Promise<void> {
    return (await this.#reach('write', signal)).putBytes(key, bytes, signal);
  }

  async facts(key: string) {
    return (await this.#reach()).facts(key);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const body = await (await this.#reach()).read(key, range);
    return this.fault === 'trickles' ? Readable.from(byteByByte(body)) : body;
  }

  async list(prefix: string) {
    return (await this.#reach()).list(prefix);
  }

  async folders(prefix: string) {
    return (await this.#reach()).folders(prefix);
  }

  async remove(key: string): Promise<void> {
    return (await this.#reach()).remove(key);
  }

  async linkTo(): Promise<undefined> {
    return undefined;
  }

  close(): void {
    // A folder holds nothing.
  }

  async #reach(what: 'read' | 'write' = 'read', signal?: AbortSignal): Promise<ObjectStore> {
    this.asked += 1;
    if (this.fault === 'refuses') throw new Error('ECONNREFUSED');
    if (this.fault === 'full' && what === 'write') throw new Error('507 Insufficient Storage');
    if (this.fault === 'hangs')
      await new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    return this.#inner;
  }
}

async function* byteByByte(body: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of body)
    for (let at = 0; at < chunk.length; at += 1) {
      await pause(TRICKLE_MS);
      yield (chunk as Buffer).subarray(at, at + 1);
    }
}
