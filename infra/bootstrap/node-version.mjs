import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './stamp.mjs';
import { BootstrapFault } from './steps.mjs';

/** package.json says `>=major.minor`. */
export function checkNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [wantedMajor, wantedMinor] = engines.node.replace('>=', '').split('.').map(Number);
  const [major, minor] = version.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new BootstrapFault(
    `Node ${wantedMajor}.${wantedMinor} or newer is needed; this is ${version}. See https://nodejs.org`,
  );
}
