import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Audience } from '#audience';
import { ControlPlane } from '#control';
import { Database } from '#data';
import { type Clock, type Log, NOTICES_HANG, type ProsceniumConfig, runFolder } from '#kernel';
import { type ClusterShows, FrontDirectory, keepEndedMs, OpenShows, ShowQualities } from '#live';
import { FrontConnection } from '#origin';
import { bannedMarks } from '#show';
import { NodeRelays } from '#signaling';
import { forgetParts, type Metrics, measureParts, type Traces } from '#telemetry';
import { AudienceModule } from './audience.module.js';
import { ClusterModule } from './cluster.module.js';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { NodeRelaysModule } from './node-relays.module.js';
import { QualityModule } from './quality.module.js';
import { CLOCK, CLUSTER, CONFIG, LOG, METRICS, TRACES } from './tokens.js';

/** Playback is the front's: it must know which shows there are, who may play them, and that a ban ends it. */
async function openDirectory(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  metrics: Metrics,
  { repositories }: Database,
  audience: Audience,
  shows: OpenShows,
  control: ControlPlane,
  cluster: ClusterShows | null,
  relays: NodeRelays,
  traces: Traces | null,
  qualities: ShowQualities,
): Promise<FrontDirectory> {
  const front = await FrontDirectory.open({
    connect: () =>
      FrontConnection.open({
        path: join(runFolder(config.dataDir), 'front.sock'),
        playbackSecret: control.tickets.secretFor('playback'),
        heartbeat: NOTICES_HANG,
        clock,
        log,
      }),
    shows,
    store: repositories.shows,
    bannedMarksOf: (showId) => bannedMarks(audience.moderation, showId),
    storedMarksOf: (showId) => bannedMarks({ listBans: (id) => storedBans(repositories, id, clock) }, showId),
    holdsSocketsOf: (at) => relays.isOpen(at),
    keepEndedMs: keepEndedMs(config),
    clock,
    log,
  });
  for (const name of ['banned', 'unbanned'] as const) {
    audience.moderation.events.on(name, ({ showId }) => {
      front.learnBans(showId).catch((error) => {
        log.error('server.playback | a ban could not be told', { showId, error });
      });
    });
  }
  if (cluster !== null) followCluster(cluster, front, log);
  front.events.on('readers', ({ showId, readers }) => {
    audience.counting.setReaders(showId, readers);
    relays.tellReaders(showId, readers);
  });
  front.events.on('rewind', ({ showId, state }) => shows.find(showId)?.noteRewind(state));
  front.events.on('parts', ({ showId, behindMs }) => measureParts(metrics, showId, behindMs));
  front.events.on('quality', ({ showId, groups }) => qualities.add(showId, groups));
  front.events.on('spans', (spans) => traces?.record('front', spans));
  shows.events.on('forgotten', ({ showId }) => forgetParts(metrics, showId));
  shows.events.on('removed', ({ showId }) => qualities.forget(showId));
  return front;
}

/** Which node runs what, and who is banned there. */
function followCluster({ events }: ClusterShows, front: FrontDirectory, log: Log): void {
  const warn = (showId: string) => (error: unknown) =>
    log.warn('server.playback | another node could not be named', { showId, error });
  events.on('elsewhere', (told) => {
    front.setElsewhere(told).catch(warn(told.show.id));
  });
  events.on('bans', ({ showIds }) => void front.lookAtBans(showIds));
  events.on('inherited', ({ showId }) => front.setHere(showId));
  events.on('not-elsewhere', ({ showId }) => {
    front.endElsewhere(showId).catch(warn(showId));
  });
}

async function storedBans({ bans }: Database['repositories'], showId: string, clock: Clock) {
  return (await bans.active(showId, clock.wallMs())).filter(({ kind }) => kind === 'ban');
}

@Module({
  imports: [
    DataModule,
    AudienceModule,
    LiveModule,
    ControlModule,
    ClusterModule,
    NodeRelaysModule,
    QualityModule,
  ],
  providers: [
    {
      provide: FrontDirectory,
      inject: [
        CONFIG,
        CLOCK,
        LOG,
        METRICS,
        Database,
        Audience,
        OpenShows,
        ControlPlane,
        CLUSTER,
        NodeRelays,
        TRACES,
        ShowQualities,
      ],
      useFactory: openDirectory,
    },
  ],
  exports: [FrontDirectory],
})
export class FrontModule implements OnApplicationShutdown {
  constructor(@Inject(FrontDirectory) private readonly front: FrontDirectory) {}

  async onApplicationShutdown(): Promise<void> {
    await this.front.close();
  }
}
