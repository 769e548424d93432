import { join } from 'node:path';
import { Audience } from '#audience';
import {
  BanBook,
  ControlPlane,
  LiveFloor,
  OpenShows,
  ProgrammeDesk,
  type ProgrammeRun,
  type RestOptions,
  ShowDoor,
  showOpener,
  stageCommands,
  TicketDoor,
} from '#broadcast';
import { Database } from '#data';
import {
  type Clock,
  type Lifetime,
  type Log,
  ProcessorLoad,
  type ProsceniumConfig,
  type ShowId,
} from '#kernel';
import { Origin } from '#origin';
import type { ProgrammeHealthView } from '#protocol';
import { Signaling } from '#signaling';
import { iceServersFor, StageDesks, StageHouse } from '#stage';
import type { Metrics } from '#telemetry';
import { admitOne } from './admission.js';
import { measureParts, measurePromotions, measureRooms } from './measure-rooms.js';
import { programmeSettingsOf } from './programme-settings.js';
import { findWorkerBinary } from './worker-binary.js';

export interface RoomsOptions {
  config: ProsceniumConfig;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  lifetime: Lifetime;
}

export interface Rooms {
  database: Database;
  stages: StageHouse;
  signaling: Signaling;
  origin: Origin;
  control: ControlPlane;
  rest: RestOptions;
  /** Shows that were live when the process ended go on. */
  bringBack(): Promise<void>;
  /** Brings the gauges up to date. */
  measure(): void;
}

type AudienceBehind = (showId: string) => ProgrammeHealthView['audienceBehindMs'];

/** What players report; nothing while nobody has. */
function behindOf(origin: Origin, showId: string): ReturnType<AudienceBehind> {
  const { latency } = origin.audienceOf(showId);
  return latency === undefined ? null : { median: latency.p50Ms, p95: latency.p95Ms };
}

interface RoomsBelowShows {
  signaling: Signaling;
  stages: StageHouse;
  database: Database;
  desks: StageDesks;
  audienceBehindMs: AudienceBehind;
}

const TURN_LIFETIME_SECONDS = 12 * 3_600;

/** Opens every room in the order in which they need each other; the lifetime closes them in the opposite one. */
export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  const { config, clock, log, lifetime, metrics } = options;
  const database = await Database.create({ url: config.databaseUrl, dataDir: config.dataDir, log });
  lifetime.adopt(() => database.close());
  const signaling = new Signaling({ clock, log });
  const stages = await openStages(options, signaling);
  const stores = database.repositories;
  const audience = new Audience({ stores, outbox: signaling.hub, clock, log });
  lifetime.adopt(() => audience.close());
  const bans = new BanBook(audience.moderation);
  const desks = openDesks(options, { signaling, stages, bans });
  measurePromotions(metrics, desks);
  const audienceBehindMs: AudienceBehind = (showId) => behindOf(origin, showId);
  const shows = openShows(options, { signaling, stages, database, desks, audienceBehindMs });
  const live = new LiveFloor(shows, stageCommands(desks));
  const control = await openControl(options, { database, audience, shows, live });
  const origin: Origin = Origin.create({ shows, clock, log });
  shows.events.on('failed', ({ showId, reason }) => void control.shows.fail(showId, reason));
  shows.events.on('forgotten', ({ showId, programme }) => {
    if (programme) origin.forget(programme);
    void audience.release(showId);
  });
  lifetime.adopt(() => origin.close());
  signaling.plug({
    tickets: new TicketDoor({
      read: (text) => control.tickets.read(text),
      isBanned: (showId, person) => bans.isBanned(showId, person),
      admitted: (showId, person) => audience.admitted(showId, person),
    }),
    shows: new ShowDoor({ shows, store: stores.shows, log }),
    stage: desks.stage,
    data: desks.data,
    moderation: desks.moderation,
    promotion: desks.promotion,
    programme: new ProgrammeDesk(shows, control.shows),
    audience,
  });
  return {
    database,
    stages,
    signaling,
    origin,
    control,
    rest: {
      plane: control,
      stores,
      clock,
      publicUrl: config.publicUrl,
    },
    bringBack: () => bringBack(shows, stores.shows, log),
    measure: () => measureRooms(metrics, { shows, stages, audienceBehindMs }),
  };
}

async function openControl(
  { config, clock, log, lifetime }: RoomsOptions,
  parts: { database: Database; audience: Audience; shows: OpenShows; live: LiveFloor },
): Promise<ControlPlane> {
  const { database, audience, shows, live } = parts;
  const control = await ControlPlane.create({
    stores: database.repositories,
    live,
    audience,
    clock,
    log,
    publicUrl: config.publicUrl,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
  });
  lifetime.adopt(() => control.close());
  audience.moderation.events.on('banned', ({ showId, personIds }) => {
    endSeats(shows, live, showId, personIds, log);
  });
  return control;
}

/** A ban ends the seats of everybody on that device; their sockets are closed already. */
function endSeats(
  shows: OpenShows,
  live: LiveFloor,
  showId: string,
  personIds: readonly string[],
  log: Log,
): void {
  const seats = shows.find(showId)?.stage.participants ?? [];
  for (const { view } of seats.filter((seat) => personIds.includes(seat.view.personId))) {
    live.remove(showId as ShowId, view.participantId).catch((error) => {
      log.warn('server.ban | a seat was gone already', { showId, error });
    });
  }
}

async function openStages(
  { config, clock, log, lifetime }: RoomsOptions,
  signaling: Signaling,
): Promise<StageHouse> {
  const stages = await StageHouse.create({
    workerBin: findWorkerBinary(config),
    workers: config.stage.workers,
    listenHost: config.host,
    announcedAddress: config.announcedAddress,
    rtcPort: config.stage.rtcPort,
    outbox: signaling.hub,
    clock,
    log,
    settings: { maxPublishers: config.stage.maxPublishers },
  });
  lifetime.adopt(() => stages.close());
  return stages;
}

function openDesks(
  { config, clock, lifetime }: RoomsOptions,
  { signaling, stages, bans }: { signaling: Signaling; stages: StageHouse; bans: BanBook },
): StageDesks {
  const { url, secret } = config.turn;
  const turn =
    url === undefined || secret === undefined
      ? undefined
      : { urls: [url], secret, lifetimeS: TURN_LIFETIME_SECONDS };
  const desks = new StageDesks({
    house: stages,
    outbox: signaling.hub,
    clock,
    bans,
    findPresent: (showId, personId) =>
      signaling.hub.callers(showId).find((caller) => caller.personId === personId),
    iceServers: (personId) => iceServersFor(turn, personId, clock.wallMs()),
    iceTransportPolicy: 'all',
    maxPublishers: config.stage.maxPublishers,
  });
  lifetime.adopt(() => desks.close());
  return desks;
}

function openShows(
  { config, clock, log, lifetime, metrics }: RoomsOptions,
  { signaling, stages, database, desks, audienceBehindMs }: RoomsBelowShows,
): OpenShows {
  const load = new ProcessorLoad();
  const open = showOpener({
    store: database.repositories.shows,
    stages,
    tellShow: (showId, event) => signaling.hub.toShow(showId, event),
    tellModerators: (showId, event) => signaling.hub.toModerators(showId, event),
    programme: programmeSettingsOf(config),
    profile: config.delivery.profile,
    folder: join(config.dataDir, 'shows'),
    rewind: {
      windowSeconds: config.delivery.rewindMinutes * 60,
      memoryBytes: config.delivery.memoryLimitBytes,
      diskBytes: config.delivery.diskLimitBytes,
      diskFreeBytes: config.delivery.diskFreeBytes,
    },
    findAsset: () => undefined,
    machineLoad: () => load.look(),
    audienceBehindMs,
    admit: () => admitOne(shows, config),
    onRun: (showId, run) => {
      measureParts(metrics, showId, run);
      tellFirstFrames(desks, showId, run);
    },
    clock,
    log,
  });
  const shows = new OpenShows({ open, keepEndedMs: keepEndedMs(config), clock, log });
  lifetime.adopt(() => shows.suspendAll());
  return shows;
}

/** Closes the measurement of a promotion: the programme has drawn the new guest. */
function tellFirstFrames({ promotion }: StageDesks, showId: string, run: ProgrammeRun): void {
  const listen = ({ events }: ProgrammeRun['programme']) =>
    events.on('event', (event) => {
      if (event.kind === 'picture-began') promotion.seenInProgramme(showId, event.participantId);
    });
  listen(run.programme);
  run.events.on('programme-replaced', listen);
}

/** The end of a show stays playable for as long as one could rewind, and a while for those who are late. */
const keepEndedMs = ({ delivery }: ProsceniumConfig): number =>
  Math.max(60_000, delivery.rewindMinutes * 60_000);

async function bringBack(
  shows: OpenShows,
  store: Database['repositories']['shows'],
  log: Log,
): Promise<void> {
  const { items } = await store.list({ states: ['live'] }, { limit: 100, after: null });
  for (const { id, liveAtMs } of items) {
    try {
      const show = await shows.open(id);
      await show.goLive({ liveSinceWallMs: liveAtMs ?? 0 });
      log.info('broadcast.restart | a show that was live goes on', { showId: id });
    } catch (error) {
      log.error('broadcast.restart | a show that was live could not go on', { showId: id, error });
    }
  }
}
