import { join } from 'node:path';
import type { RestOptions } from '#api';
import { Audience } from '#audience';
import type { ControlPlane } from '#control';
import { Database } from '#data';
import { BanBook, bringBack, type FrontDirectory, LiveFloor, stageCommands } from '#live';
import { Pictures } from '#show';
import type { Signaling } from '#signaling';
import type { StageDesks, StageHouse } from '#stage';
import { measurePromotions, measureRooms } from '#telemetry';
import { openControl, recordFailures, releaseForgotten } from './open-control.js';
import { openFront } from './open-front.js';
import { openNews } from './open-news.js';
import { openRanks } from './open-ranks.js';
import { type AudienceBehind, openShows } from './open-shows.js';
import { openSignaling } from './open-signaling.js';
import { openDesks, openStages } from './open-stage.js';
import { plugSignaling } from './plug-signaling.js';
import type { RoomsOptions } from './rooms-options.js';

export interface Rooms {
  database: Database;
  stages: StageHouse;
  signaling: Signaling;
  control: ControlPlane;
  rest: RestOptions;
  /** Shows that were live when the process ended go on. */
  bringBack(): Promise<void>;
  /** Brings the gauges up to date. */
  measure(): void;
}

/** Opens every room in the order in which they need each other; the lifetime closes them in the opposite one. */
export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  const { config, clock, log, lifetime, metrics } = options;
  const database = await Database.create({ url: config.databaseUrl, dataDir: config.dataDir, log });
  lifetime.adopt(() => database.close());
  const signaling = openSignaling(options);
  const stages = await openStages(options, signaling);
  const stores = database.repositories;
  const ranks = openRanks(database, signaling, () => desks);
  const audience = new Audience({ stores, outbox: signaling.hub, ranks, clock, log });
  lifetime.adopt(() => audience.close());
  const bans = new BanBook(audience.moderation);
  const pictures = new Pictures(join(config.dataDir, 'pictures'));
  const desks: StageDesks = openDesks(options, { signaling, stages, bans, ranks });
  measurePromotions(metrics, desks);
  const audienceBehindMs: AudienceBehind = (showId) => front.audienceBehindMs(showId);
  const learnBans = (showId: string) => front.learnBans(showId);
  const below = { signaling, stages, database, desks, pictures, audienceBehindMs, learnBans };
  const shows = openShows(options, below);
  const live = new LiveFloor({
    shows,
    playback: { changed: (show) => front.changed(show), remove: (showId) => front.remove(showId) },
    commands: stageCommands(desks),
    audienceBehindMs,
  });
  const control = await openControl(options, { database, audience, ranks, shows, live, pictures });
  const front: FrontDirectory = await openFront(options, { shows, control, audience, database });
  recordFailures(options, shows, control);
  releaseForgotten(shows, audience, log);
  openNews(options, { shows, control, desks, database });
  plugSignaling(options, { signaling, database, audience, bans, shows, control, desks });
  return {
    database,
    stages,
    signaling,
    control,
    rest: { plane: control, stores, clock, publicUrl: config.publicUrl },
    bringBack: async () => void (await bringBack({ shows, store: stores.shows, log })),
    measure: () => measureRooms(metrics, { shows, stages, front }),
  };
}
