import { join } from 'node:path';
import { openGate } from '#cluster';
import type { Lifetime, ProsceniumConfig } from '#kernel';
import { OtherNodes, type OtherNodesOptions } from './other-nodes.js';

/** In a cluster: a port for the other nodes, and the ways to theirs. Nothing for a node that is alone. */
export async function joinCluster(
  lifetime: Lifetime,
  { cluster }: ProsceniumConfig,
  run: string,
  options: Omit<OtherNodesOptions, 'secret'>,
): Promise<OtherNodes | undefined> {
  const { secret, address, host = address, port } = cluster;
  if (secret === undefined || host === undefined) return undefined;
  const gate = await openGate({
    host,
    port: port + 1,
    secret,
    pathOf: (target) =>
      join(run, target.to === 'programme' ? `programme-${target.showId}.sock` : `${target.to}.sock`),
    log: options.log,
  });
  lifetime.adopt(() => gate.close());
  const others = new OtherNodes({ ...options, secret });
  lifetime.adopt(async () => others.close());
  return others;
}
