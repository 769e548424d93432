import { join } from 'node:path';
import type { RestOptions } from '#api';
import { Audience } from '#audience';
import type { ControlPlane } from '#control';
import { Database } from '#data';
import { BanBook, bringBack, LiveFloor, ShowMedia, stageCommands } from '#live';
import type { Origin } from '#origin';
import { Pictures, PlaybackBans } from '#show';
import type { Signaling } from '#signaling';
import type { StageDesks, StageHouse } from '#stage';
import { measurePromotions, measureRooms } from '#telemetry';
import { openControl, recordFailures, releaseForgotten } from './open-control.js';
import { openNews } from './open-news.js';
import { behindOf, openOrigin } from './open-origin.js';
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
  origin: Origin;
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
  const playbackBans = new PlaybackBans(audience.moderation);
  const pictures = new Pictures(join(config.dataDir, 'pictures'));
  const media = new ShowMedia({ folder: join(config.dataDir, 'shows'), store: stores.shows, log });
  const desks: StageDesks = openDesks(options, { signaling, stages, bans, ranks });
  measurePromotions(metrics, desks);
  const audienceBehindMs: AudienceBehind = (showId) => behindOf(origin, showId);
  const below = { signaling, stages, database, desks, playbackBans, pictures, audienceBehindMs };
  const shows = openShows(options, below);
  const live = new LiveFloor({ shows, media, commands: stageCommands(desks), audienceBehindMs });
  const control = await openControl(options, { database, audience, ranks, shows, live, pictures });
  const origin: Origin = openOrigin(options, { shows, control, audience, playbackBans });
  recordFailures(options, shows, control);
  releaseForgotten(shows, audience, log);
  openNews(options, { shows, control, desks, database });
  plugSignaling(options, { signaling, database, audience, bans, shows, control, desks });
  return {
    database,
    stages,
    signaling,
    origin,
    control,
    rest: { plane: control, stores, clock, publicUrl: config.publicUrl },
    bringBack: async () => {
      await media.removeOrphans();
      await bringBack({ shows, store: stores.shows, log });
    },
    measure: () => measureRooms(metrics, { shows, stages, audienceBehindMs }),
  };
}
