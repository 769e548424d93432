import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** A place that nodes share, in memory; it can be away, or take requests and never answer. */
export class SharedObjectsUnderTest {
  readonly objects = new Map<string, Buffer>();
  isAway = false;
  isHung = false;
  asked = 0;

  async put(key: string, path: string): Promise<void> {
    await this.#ask();
    this.objects.set(key, await readFile(path));
  }

  async facts(key: string): Promise<{ bytes: number } | undefined> {
    await this.#ask();
    const found = this.objects.get(key);
    return found && { bytes: found.length };
  }

  async read(key: string): Promise<Readable> {
    await this.#ask();
    const found = this.objects.get(key);
    if (found === undefined) throw new Error('NoSuchKey');
    return Readable.from([found]);
  }

  async list(prefix: string): Promise<{ key: string; bytes: number }[]> {
    await this.#ask();
    return [...this.objects].flatMap(([key, { length }]) =>
      key.startsWith(prefix) ? [{ key, bytes: length }] : [],
    );
  }

  async remove(key: string): Promise<void> {
    await this.#ask();
    this.objects.delete(key);
  }

  async #ask(): Promise<void> {
    this.asked += 1;
    if (this.isAway) throw new Error('ECONNREFUSED');
    if (this.isHung) await new Promise<never>(() => undefined);
  }
}
