import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Audience } from '#audience';
import type { SharedRedis } from '#cluster';
import { ControlPlane } from '#control';
import { type Clock, Lifetime, type Log, listenChannels, type ProsceniumConfig, runFolder } from '#kernel';
import type { ClusterShows } from '#live';
import { NodeRelays, RELAY_HEARTBEAT, RelayedSockets, Signaling } from '#signaling';
import { AudienceModule } from './audience.module.js';
import { ClusterModule } from './cluster.module.js';
import { ControlModule } from './control.module.js';
import { NodeRelaysModule } from './node-relays.module.js';
import { SignalingModule } from './signaling.module.js';
import { CLOCK, CLUSTER, CONFIG, LOG, REDIS } from './tokens.js';

/** Told to the other nodes at once. One that misses it looks at the database within two seconds. */
const noteSchema = z.strictObject({ from: z.string(), changed: z.literal('sessions') });

/** With a Redis that nodes share: pages stay connected to the node that they reached, whichever runs their show. */
@Module({
  imports: [AudienceModule, ClusterModule, ControlModule, NodeRelaysModule, SignalingModule],
})
export class RelayModule implements OnModuleInit, OnApplicationShutdown {
  readonly #lifetime = new Lifetime();
  readonly #self = randomUUID();

  constructor(
    @Inject(CONFIG) private readonly config: ProsceniumConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Inject(REDIS) private readonly redis: SharedRedis | null,
    @Inject(CLUSTER) private readonly cluster: ClusterShows | null,
    @Inject(Signaling) private readonly signaling: Signaling,
    @Inject(NodeRelays) private readonly relays: NodeRelays,
    @Inject(Audience) private readonly audience: Audience,
    @Inject(ControlPlane) private readonly control: ControlPlane,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.redis === null || this.cluster === null) return;
    this.#holdSockets(this.cluster, this.redis);
    this.#hearNotes(this.redis);
    await this.#takeSockets();
  }

  onApplicationShutdown(): Promise<void> {
    return this.#lifetime.close('ended');
  }

  /** Of pages whose show another node runs. */
  #holdSockets(cluster: ClusterShows, redis: SharedRedis): void {
    const { relays, signaling } = this;
    cluster.events.on('elsewhere', ({ show, at }) => relays.setPlace(show.id, at));
    cluster.events.on('inherited', ({ showId }) => relays.forget(showId));
    cluster.events.on('not-elsewhere', ({ showId }) => relays.forget(showId));
    signaling.relaysThrough((showId, wire) => relays.attach(showId, wire));
    redis.events.on('away', () => relays.setDelayed(true));
    redis.events.on('back', () => relays.setDelayed(false));
  }

  /** That other nodes hold for shows of this one. */
  async #takeSockets(): Promise<void> {
    const { config, clock, log, signaling, audience } = this;
    const listener = await listenChannels(
      join(runFolder(config.dataDir), 'signal.sock'),
      (channel) => {
        const node = randomUUID();
        const onReaders = (showId: string, readers: readonly string[]) =>
          audience.counting.setReaders(showId, readers, node);
        RelayedSockets.accept(channel, { signaling, onReaders, log });
      },
      { clock, heartbeat: RELAY_HEARTBEAT },
    );
    this.#lifetime.adopt(() => listener.close());
  }

  #hearNotes(redis: SharedRedis): void {
    const { control } = this;
    const note = JSON.stringify({ from: this.#self, changed: 'sessions' });
    control.sessions.events.on('changed', () => redis.tell(note));
    redis.events.on('note', (text) => {
      const from = readNote(text)?.from;
      if (from !== undefined && from !== this.#self) control.sessions.lookAgain();
    });
  }
}

/** Others may use the same Redis. */
function readNote(text: string): z.output<typeof noteSchema> | undefined {
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
