import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** FFmpeg reads a line of a preset into a buffer of a thousand bytes. */
const LONGEST_LINE_BYTES = 990;

/** Options of FFmpeg in a file that only this user may read, for as long as FFmpeg has not read it. */
export class SecretOptions {
  /** What FFmpeg is given among its arguments. */
  readonly args: readonly string[];
  readonly #folder: string | undefined;

  /** Throws a RangeError for a value that would be another option, or is too long. */
  constructor(options: Readonly<Record<string, string>>) {
    const lines = Object.entries(options)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => lineOf(name, value));
    if (lines.length === 0) {
      this.args = [];
      return;
    }
    this.#folder = mkdtempSync(join(tmpdir(), 'proscenium-restream-'));
    const path = join(this.#folder, 'options.ffpreset');
    writeFileSync(path, lines.join(''), { mode: 0o600 });
    this.args = ['-fpre', path];
  }

  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}

function lineOf(name: string, value: string): string {
  const line = `${name}=${value}\n`;
  if (/[\0\r\n]/.test(value) || Buffer.byteLength(line) > LONGEST_LINE_BYTES)
    throw new RangeError(`${name} cannot be passed on`);
  return line;
}
