import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#data';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { ClusterShows, type NodeLink } from '#live';
import { VERSION } from '../version.js';
import { DataModule } from './data.module.js';
import { CLOCK, CLUSTER, CONFIG, LOG, NODE_LINK } from './tokens.js';

/** Nothing for a node that is alone. */
async function join(
  { cluster, roles, drain }: ProsceniumConfig,
  clock: Clock,
  log: Log,
  link: NodeLink,
  { repositories }: Database,
): Promise<ClusterShows | null> {
  const { secret, address, port, name = `${address}:${port}` } = cluster;
  if (secret === undefined || address === undefined) return null;
  const joined = await ClusterShows.join({
    link,
    ownerships: repositories.ownerships,
    nodes: repositories.nodes,
    changes: repositories.changes,
    store: repositories.shows,
    secret,
    self: {
      ...{ name, host: address, port, version: VERSION },
      takesShows: roles.includes('programme') && !drain,
    },
    clock,
    log,
  });
  repositories.shows.fenceWith((showId) => joined.fenceOf(showId));
  return joined;
}

/** Which node of a cluster runs which show. */
@Module({
  imports: [DataModule],
  providers: [{ provide: CLUSTER, inject: [CONFIG, CLOCK, LOG, NODE_LINK, Database], useFactory: join }],
  exports: [CLUSTER],
})
export class ClusterModule implements OnApplicationShutdown {
  constructor(@Inject(CLUSTER) private readonly cluster: ClusterShows | null) {}

  onApplicationShutdown(): void {
    this.cluster?.close();
  }
}
