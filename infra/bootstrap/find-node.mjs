// Which Node the project runs with: the one that is named, the machine's own, or one from the npm registry.
import { resolve } from 'node:path';
import { isSupportedNode, supportedNodes, versionOf } from './node-version.mjs';

function named(given) {
  const path = resolve(given);
  const version = versionOf(path);
  if (version === undefined) throw new Error(`PROSCENIUM_NODE names ${path}, which does not run here.`);
  if (!isSupportedNode(version))
    throw new Error(`PROSCENIUM_NODE names ${path}, which is Node ${version}. Needed: ${supportedNodes}.`);
  return path;
}

/** Answers the path of a supported Node; rejects with a message that says what a person can do. */
export async function findNode({ env = process.env, current = process.versions.node } = {}) {
  if (env.PROSCENIUM_NODE) return named(env.PROSCENIUM_NODE);
  if (isSupportedNode(current)) return process.execPath;
  // Imported only if needed: with a new Node the command must not load it.
  const { obtainNode } = await import('./obtain-node.mjs');
  return obtainNode();
}
