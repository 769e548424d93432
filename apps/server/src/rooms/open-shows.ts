import { resolve } from 'node:path';
import type { Database } from '#data';
import { ProcessorLoad, type ProsceniumConfig, runFolder } from '#kernel';
import { Admission, OpenShows, programmeSettingsOf, type ShowRun, showOpener } from '#live';
import type { ProgrammeHealthView } from '#protocol';
import type { Pictures } from '#show';
import type { Signaling } from '#signaling';
import type { StageDesks, StageHouse } from '#stage';
import type { RoomsOptions } from './rooms-options.js';
import { findWorkerBinary } from './worker-binary.js';

export type AudienceBehind = (showId: string) => ProgrammeHealthView['audienceBehindMs'];

export interface RoomsBelowShows {
  signaling: Signaling;
  stages: StageHouse;
  database: Database;
  desks: StageDesks;
  pictures: Pictures;
  audienceBehindMs: AudienceBehind;
  learnBans(showId: string): Promise<void>;
}

/** The shows of this process: each a stage and, on air, a programme. */
export function openShows(
  { config, clock, log, lifetime, processes }: RoomsOptions,
  { signaling, stages, database, desks, pictures, audienceBehindMs, learnBans }: RoomsBelowShows,
): OpenShows {
  const load = new ProcessorLoad();
  const admission = new Admission(config);
  const open = showOpener({
    store: database.repositories.shows,
    stages,
    tellShow: (showId, event) => signaling.hub.toShow(showId, event),
    tellModerators: (showId, event) => signaling.hub.toModerators(showId, event),
    programme: programmeSettingsOf(config),
    process: {
      processes,
      runFolder: runFolder(config.dataDir),
      mediasoupWorkerBin: findWorkerBinary(config),
      log: { level: config.logLevel, pretty: config.logFormat === 'pretty' },
    },
    folder: resolve(config.dataDir, 'shows'),
    windowSeconds: config.delivery.rewindMinutes * 60,
    findPicture: (showId, id) => pictures.find(showId, id),
    machineLoad: () => load.look(),
    audienceBehindMs,
    admit: () => admission.admitOne(shows.all),
    onRun: (showId, run) => tellFirstFrames(desks, showId, run),
    clock,
    log,
  });
  const shows = new OpenShows({
    // Nobody plays a show before it is known who may not.
    open: async (showId) => {
      await learnBans(showId);
      return open(showId);
    },
    isConnected: (showId) => signaling.hub.count(showId) > 0,
    keepEndedMs: keepEndedMs(config),
    clock,
    log,
  });
  shows.events.on('opened', (show) => admission.watch(show));
  lifetime.adopt(() => shows.suspendAll());
  return shows;
}

/** Closes the measurement of a promotion: the programme has drawn the new guest. */
function tellFirstFrames({ promotion }: StageDesks, showId: string, run: ShowRun): void {
  run.events.on('event', (event) => {
    if (event.kind === 'picture-began') promotion.seenInProgramme(showId, event.participantId);
  });
}

/** The end of a show stays playable for as long as one could rewind, and a while for those who are late. */
export const keepEndedMs = ({ delivery }: ProsceniumConfig): number =>
  Math.max(60_000, delivery.rewindMinutes * 60_000);
