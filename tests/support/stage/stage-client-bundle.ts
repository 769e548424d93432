import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
let bundled: Promise<string> | undefined;

/** One of the SDK's examples as a classic script that sets `window.example`. */
export async function exampleBundle(file: string): Promise<string> {
  const entry = join('libs', 'client', 'examples', file);
  const script = join(import.meta.dirname, 'bundle-client.mjs');
  const { stdout } = await run(process.execPath, [script, entry, 'example'], { maxBuffer: 32 * 1024 * 1024 });
  return stdout;
}

/** The project's own client as one classic script that sets `window.prosceniumClient`. */
export function clientBundle(): Promise<string> {
  bundled ??= run(process.execPath, [join(import.meta.dirname, 'bundle-client.mjs')], {
    maxBuffer: 32 * 1024 * 1024,
  }).then(({ stdout }) => stdout);
  return bundled;
}
