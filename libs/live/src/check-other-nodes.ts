import type { NodeRecord, StoredNode } from '#cluster';
import { ShowError } from '#kernel';

export type OwnNode = Pick<NodeRecord, 'name' | 'host' | 'port' | 'version'>;

/** Throws when one of the nodes that live has this node's name, or is of another major version. */
export function checkOtherNodes(own: OwnNode, others: readonly StoredNode[], deadAfterMs: number): void {
  for (const node of others) {
    const isOwnStartBefore = node.host === own.host && node.port === own.port;
    if (node.silentMs >= deadAfterMs || isOwnStartBefore) continue;
    if (node.name === own.name) throw twinError(node);
    if (majorOf(node.version) !== majorOf(own.version)) throw versionError(node, own);
  }
}

const majorOf = (version: string): string => version.split('.', 1)[0] ?? '';

const twinError = ({ name, host, port }: NodeRecord): ShowError =>
  new ShowError({
    code: 'node-name-taken',
    message: `Another node is called ${name} (${host}:${port}). Give this one another PROSCENIUM_CLUSTER_NAME.`,
    blame: 'config',
  });

const versionError = ({ name, host, port, version }: NodeRecord, own: OwnNode): ShowError =>
  new ShowError({
    code: 'node-version',
    message: `The node ${name} (${host}:${port}) runs version ${version}, this one ${own.version}. Nodes of two major versions cannot work together: stop all of the one before, then start those of the other.`,
    blame: 'config',
  });
