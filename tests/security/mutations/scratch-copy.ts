import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What Git does not know and the tests need: built once, then only what a mutation changes is built again. */
const BUILT = ['dist', 'libs/data/src/generated'];

/** The project as it lies here, in a folder of its own: a mutation that is interrupted leaves nothing behind. */
export class ScratchCopy {
  readonly path: string;

  static make(root: string): ScratchCopy {
    const path = mkdtempSync(join(tmpdir(), 'proscenium-mutate-'));
    const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
    const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
    for (const name of [...files.split('\0').filter((each) => each !== ''), ...BUILT]) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      cpSync(join(root, name), join(path, name), { recursive: true, preserveTimestamps: true });
    }
    symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
    return new ScratchCopy(path);
  }

  private constructor(path: string) {
    this.path = path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
