import type { NodeRecord, NodeStore, StoredNode } from '#cluster';
import { type Clock, ShowError } from '#kernel';

export type OwnNode = Pick<NodeRecord, 'id' | 'name' | 'host' | 'port' | 'version'>;

const isAt = (own: OwnNode, { id, host, port }: NodeRecord): boolean =>
  id !== own.id && host === own.host && port === own.port;

/** The start of this node before this one may have written a moment ago: waits until that says nothing any more. */
export async function outlastStartBefore(
  own: OwnNode,
  nodes: Pick<NodeStore, 'list'>,
  clock: Clock,
  deadAfterMs: number,
): Promise<void> {
  const before = (await nodes.list()).filter((node) => isAt(own, node));
  const freshMs = Math.max(0, ...before.map(({ silentMs }) => Math.min(deadAfterMs, deadAfterMs - silentMs)));
  if (freshMs > 0) await clock.sleep(freshMs);
}

/** Throws when one of the nodes that live has this node's name or address, or is of another major version. */
export function checkOtherNodes(own: OwnNode, others: readonly StoredNode[], deadAfterMs: number): void {
  for (const node of others) {
    if (node.silentMs >= deadAfterMs || node.id === own.id) continue;
    if (isAt(own, node)) throw addressError(node);
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

const addressError = ({ name, host, port }: NodeRecord): ShowError =>
  new ShowError({
    code: 'node-address-taken',
    message: `The node ${name} says that it is reached at ${host}:${port}, as this one does. Give each its own PROSCENIUM_CLUSTER_ADDRESS or PROSCENIUM_CLUSTER_PORT.`,
    blame: 'config',
  });

const versionError = ({ name, host, port, version }: NodeRecord, own: OwnNode): ShowError =>
  new ShowError({
    code: 'node-version',
    message: `The node ${name} (${host}:${port}) runs version ${version}, this one ${own.version}. Nodes of two major versions cannot work together: stop all of the one before, then start those of the other.`,
    blame: 'config',
  });
