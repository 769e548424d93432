import { spawnSync } from 'node:child_process';
import { BootstrapFault } from './steps.mjs';

const answerWithinMs = 10_000;

export const supportedNodes = 'Node 22.12 or a later 22, or 24 and newer';

/** The same rule as `engines` in package.json. 23 was never a version with long support. */
export function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 12);
}

/** The version that a binary says it has, or undefined when it does not run here. */
export function versionOf(binary) {
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: answerWithinMs });
  return status === 0 ? stdout.trim().replace(/^v/, '') : undefined;
}

/** A step: this process runs on a supported Node. `sh infra/bootstrap/node` sees to that. */
export function checkNode(version = process.versions.node) {
  if (isSupportedNode(version)) return;
  throw new BootstrapFault(
    `This is Node ${version}. Needed: ${supportedNodes}. The commands of npm (npm start, npm test) fetch one; ` +
      'to run a script by itself: sh infra/bootstrap/node SCRIPT',
  );
}
