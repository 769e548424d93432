import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Audience } from '#audience';
import { ControlPlane } from '#control';
import { Database } from '#data';
import { type Clock, Lifetime, type Log } from '#kernel';
import {
  announceGuests,
  type ClusterShows,
  endBanned,
  endKeptBanned,
  FailureRecorder,
  FencedNotes,
  keepFacts,
  LiveShowsService,
  LostStates,
  OpenShows,
  TimeLimit,
} from '#live';
import { StageServices } from '#stage';
import { AudienceModule } from './audience.module.js';
import { ClusterModule } from './cluster.module.js';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { OutputsModule } from './outputs.module.js';
import { StageModule } from './stage.module.js';
import { CLOCK, CLUSTER, LOG } from './tokens.js';

/** What happens in one room and has to have a consequence in another. */
@Module({
  imports: [DataModule, ClusterModule, AudienceModule, StageModule, LiveModule, ControlModule, OutputsModule],
})
export class RulesModule implements OnModuleInit, OnApplicationShutdown {
  readonly #lifetime = new Lifetime();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Inject(Database) private readonly database: Database,
    @Inject(Audience) private readonly audience: Audience,
    @Inject(StageServices) private readonly services: StageServices,
    @Inject(OpenShows) private readonly shows: OpenShows,
    @Inject(LiveShowsService) private readonly live: LiveShowsService,
    @Inject(ControlPlane) private readonly control: ControlPlane,
    @Inject(CLUSTER) private readonly cluster: ClusterShows | null,
  ) {}

  onModuleInit(): void {
    const { clock, log, database, audience, shows, live, control, services } = this;
    this.#endLongShows();
    this.#storeFailures();
    this.#restateLost();
    audience.moderation.events.on('banned', ({ showId, personIds }) => {
      endBanned({ shows, live, log }, showId, personIds);
    });
    const { moderation } = audience;
    const isBanned: typeof moderation.isBanned = (showId, person) => moderation.isBanned(showId, person);
    shows.events.on('opened', (show) => endKeptBanned({ isBanned, live, log }, show));
    shows.events.on('forgotten', ({ showId }) => {
      audience.release(showId).catch((error) => log.warn('server.forget | failed', { showId, error }));
    });
    announceGuests({
      onPromotion: (listener) => void services.promotion.events.on('changed', listener),
      isLive: (showId) => shows.find(showId)?.phase === 'live',
      tell: (...line) => audience.cameOnStage(...line),
      log,
    });
    const { hands, appearances } = database.repositories;
    keepFacts({
      shows,
      services,
      stores: { hands, appearances, settings: this.#notes() },
      tell: (type, showId, payload) => void control.tell(type, showId, payload),
      end: (showId) => control.shows.end(showId),
      clock,
      log,
      lifetime: this.#lifetime,
    });
  }

  onApplicationShutdown(): Promise<void> {
    return this.#lifetime.close('ended');
  }

  #notes() {
    const { cluster, log, database } = this;
    const { settings: store, shows } = database.repositories;
    if (cluster === null) return store;
    return new FencedNotes({
      store,
      fenceOf: (showId) => cluster.fenceOf(showId),
      runsElsewhere: async (showId) =>
        cluster.isElsewhere(showId) && (await shows.find(showId)) !== undefined,
      log,
    });
  }

  #endLongShows(): void {
    const { clock, log, database, shows, control } = this;
    const limit = new TimeLimit({
      live: () => shows.all.filter(({ phase }) => phase === 'live').map(({ showId }) => showId),
      store: database.repositories.shows,
      end: (showId) => control.shows.end(showId),
      clock,
      log,
    });
    this.#lifetime.adopt(() => limit.close());
  }

  #restateLost(): void {
    const { clock, log, database, shows, control } = this;
    const states = new LostStates({
      shows: () => shows.all,
      store: database.repositories.shows,
      restate: (found, known) => control.shows.restate(found, known),
      clock,
      log,
    });
    this.#lifetime.adopt(() => states.close());
  }

  /** A show that the running side gave up is stored as failed. */
  #storeFailures(): void {
    const { clock, log, shows, control } = this;
    const record = (showId: string, reason: string) => control.shows.fail(showId, reason);
    const failures = new FailureRecorder({ record, clock, log });
    this.#lifetime.adopt(() => failures.close());
    shows.events.on('failed', ({ showId, reason }) => failures.add(showId, reason));
  }
}
