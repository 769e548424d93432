import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
let bundled: Promise<string> | undefined;

/** The project's own client as one classic script that sets `window.prosceniumClient`. */
export function clientBundle(): Promise<string> {
  bundled ??= run(process.execPath, [join(import.meta.dirname, 'bundle-client.mjs')], {
    maxBuffer: 32 * 1024 * 1024,
  }).then(({ stdout }) => stdout);
  return bundled;
}
