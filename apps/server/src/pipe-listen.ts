import { lookup } from 'node:dns/promises';
import type { Log, ProsceniumConfig } from '#kernel';
import type { PipeListen } from '#stage';

type Resolve = (name: string) => Promise<{ address: string }>;

/** For pipes of other nodes; a node that is alone has none, and one whose names are not known now carries its stages alone. */
export async function pipeListenOf(
  { cluster }: Pick<ProsceniumConfig, 'cluster'>,
  log: Log,
  resolve: Resolve = lookup,
): Promise<PipeListen | undefined> {
  const { address, host = address } = cluster;
  if (address === undefined || host === undefined) return undefined;
  try {
    const [at, reached] = await Promise.all([resolve(host), resolve(address)]);
    return { host: at.address, address: reached.address };
  } catch (error) {
    log.warn('stage.branch | no media between nodes: the name of this one is not known', {
      host,
      address,
      error,
    });
    return undefined;
  }
}
