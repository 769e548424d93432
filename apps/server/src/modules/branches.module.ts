import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { connectGate } from '#cluster';
import { type Clock, Lifetime, listenChannels, type ProsceniumConfig, runFolder } from '#kernel';
import type { ClusterShows } from '#live';
import { NodeRelays } from '#signaling';
import { BRANCH_HEARTBEAT, type OwnerPlace, StageRegistry } from '#stage';
import { nodeNameOf } from '../node-name.js';
import { ClusterModule } from './cluster.module.js';
import { NodeRelaysModule } from './node-relays.module.js';
import { StageModule } from './stage.module.js';
import { CLOCK, CLUSTER, CONFIG } from './tokens.js';

/** Stages over nodes: this one offers to carry participants of stages of the others, and takes their offers. */
@Module({ imports: [ClusterModule, NodeRelaysModule, StageModule] })
export class BranchesModule implements OnModuleInit, OnApplicationShutdown {
  readonly #lifetime = new Lifetime();

  constructor(
    @Inject(CONFIG) private readonly config: ProsceniumConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CLUSTER) private readonly cluster: ClusterShows | null,
    @Inject(NodeRelays) private readonly relays: NodeRelays,
    @Inject(StageRegistry) private readonly stages: StageRegistry,
  ) {}

  async onModuleInit(): Promise<void> {
    const { cluster, config } = this;
    if (cluster === null || config.stage.spread === 'owner') return;
    this.#offer(cluster);
    await this.#takeOffers(cluster);
  }

  onApplicationShutdown(): Promise<void> {
    return this.#lifetime.close('ended');
  }

  #offer(cluster: ClusterShows): void {
    const { config, relays, stages } = this;
    const { secret = '' } = config.cluster;
    const offers = stages.openOffers({
      node: nodeNameOf(config) ?? '',
      connect: (place, signal) => connectGate({ ...place, secret }, { to: 'branch' }, signal),
      holds: (socket) => relays.holds(socket),
      isTaking: () => !config.drain && !cluster.isEmptying,
    });
    this.#lifetime.adopt(async () => offers.close());
    const owners = new Map<string, OwnerPlace>();
    const forget = (showId: string) => {
      owners.delete(showId);
      offers.setOwners([...owners.values()]);
    };
    cluster.events.on('elsewhere', ({ show, at }) => {
      owners.set(show.id, at);
      offers.setOwners([...owners.values()]);
    });
    cluster.events.on('inherited', ({ showId }) => forget(showId));
    cluster.events.on('not-elsewhere', ({ showId }) => forget(showId));
  }

  async #takeOffers(cluster: ClusterShows): Promise<void> {
    const { config, clock, stages } = this;
    stages.branches.fenceWith((showId) => cluster.fenceOf(showId)?.epoch);
    const listener = await listenChannels(
      join(runFolder(config.dataDir), 'branch.sock'),
      (channel) => stages.branches.accept(channel),
      { clock, heartbeat: BRANCH_HEARTBEAT },
    );
    this.#lifetime.adopt(() => listener.close());
  }
}
