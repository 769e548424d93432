import { PeerWatch } from '#cluster';
import { ConfigError, type Log, listenError, newId, type ProsceniumConfig, systemClock } from '#kernel';

/** In a cluster: answers the other nodes, and knows which of them live. Each start has an id of its own. */
export async function watchPeers(
  { cluster, databaseUrl }: ProsceniumConfig,
  log: Log,
): Promise<PeerWatch | undefined> {
  const { secret, address, host = address, port } = cluster;
  if (secret === undefined || host === undefined) return undefined;
  // Processes without the right to the database read the same configuration: only here it must be there.
  if (databaseUrl === undefined)
    throw new ConfigError(['cluster.secret wants DATABASE_URL to be set: nodes share one PostgreSQL']);
  try {
    return await PeerWatch.open({
      ownId: newId('node'),
      listen: { host, port },
      secret,
      clock: systemClock,
      log,
    });
  } catch (error) {
    throw listenError(error as Error, { host, port, setting: 'PROSCENIUM_CLUSTER_PORT' });
  }
}
