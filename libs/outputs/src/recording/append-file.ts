import { type FileHandle, open } from 'node:fs/promises';

/** A file that only grows, at places that the caller knows: what a failed write left is written over by the next. */
export class AppendFile {
  readonly #handle: FileHandle;
  #end: number;

  private constructor(handle: FileHandle, end: number) {
    this.#handle = handle;
    this.#end = end;
  }

  static async open(path: string, end: number): Promise<AppendFile> {
    // Reading and writing, made where there is none, and never shortened: `a` would write at the end of the file.
    const handle = await open(path, 'a').then((made) => made.close().then(() => open(path, 'r+')));
    return new AppendFile(handle, end);
  }

  get end(): number {
    return this.#end;
  }

  /** Where the bytes lie. They count only once `settle` has resolved. */
  async append(bytes: Buffer): Promise<number> {
    const offset = this.#end;
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.#handle.write(
        bytes,
        written,
        bytes.length - written,
        offset + written,
      );
      written += bytesWritten;
    }
    this.#end = offset + bytes.length;
    return offset;
  }

  /** On disk, not only in the hands of the system. */
  async settle(): Promise<void> {
    await this.#handle.datasync();
  }

  /** What was written since is given up. */
  rewind(end: number): void {
    this.#end = end;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
