import { join, resolve } from 'node:path';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { ClipFile } from '#compositor';
import { Database } from '#data';
import { type Clock, type Log, ProcessorLoad, type ProsceniumConfig, runFolder } from '#kernel';
import {
  type ClusterShows,
  describeProgramme,
  FrontDirectory,
  keepEndedMs,
  LiveShowsService,
  OpenShows,
  OutputsDirectory,
  ProgrammeAdmission,
  type ProgrammeProcesses,
  type ShowRun,
  StandbyShows,
  showOpener,
  stageCommands,
  warnOfEncoder,
} from '#live';
import { fileConverter, ImageStore, MediaFileStore, SITE_FOLDER } from '#show';
import { Signaling } from '#signaling';
import { findWorkerBinary, StageRegistry, StageServices } from '#stage';
import type { Traces } from '#telemetry';
import { ClusterModule } from './cluster.module.js';
import { DataModule } from './data.module.js';
import { sharedFiles } from './shared-files.js';
import { SignalingModule } from './signaling.module.js';
import { StageModule } from './stage.module.js';
import { CLOCK, CLUSTER, CONFIG, LOG, PROCESSES, TRACES } from './tokens.js';

/** The size is that of the stored file: an image of 2 MiB may grow when it is encoded again. */
const SHARED_IMAGES = { prefix: 'images', mostBytes: 64 * 1024 ** 2, withinMs: 10_000 };
/** More than a conversion may write, so that every clip can be fetched. */
const SHARED_CLIPS = { prefix: 'media-files', mostBytes: 4 * 1024 ** 3, withinMs: 600_000 };

/** Closes the measurement of a promotion: the programme has drawn the new guest. */
function tellFirstFrames({ promotion }: StageServices, showId: string, run: ShowRun): void {
  run.events.on('event', (event) => {
    if (event.kind === 'video-began') promotion.seenInProgramme(showId, event.participantId);
  });
}

const processOf = (config: ProsceniumConfig, processes: ProgrammeProcesses) => ({
  processes,
  runFolder: runFolder(config.dataDir),
  mediasoupWorkerBin: findWorkerBinary(config),
  log: { level: config.logLevel, pretty: config.logFormat === 'pretty' },
  ...(config.traces.url === undefined ? {} : { isTraced: true }),
});

/** What hears the stage for captions; nothing where the site has no engine. */
function speechOf({ captions: { command, url, language, protocol, model, key } }: ProsceniumConfig) {
  if (command !== undefined) return { language, command: command.trim().split(/\s+/) };
  if (url === undefined) return undefined;
  if (protocol === 'vosk') return { language, url };
  return { language, url, realtime: { model, ...(key === undefined ? {} : { key }) } };
}

/** What translates captions; nothing where the site has no such engine. */
function translationOf({ captions }: ProsceniumConfig) {
  const { translateTo, translator, translatorUrl: url } = captions;
  const languages = [...translateTo];
  if (languages.length === 0) return undefined;
  if (translator !== undefined) return { languages, command: translator.trim().split(/\s+/) };
  return url === undefined ? undefined : { languages, url };
}

/** What decides the programme of a show, on the stage's node or on another one. */
const programmeOptions = (
  config: ProsceniumConfig,
  processes: ProgrammeProcesses,
  admission: ProgrammeAdmission,
  cluster: ClusterShows | null,
) => ({
  settingsOf: (formats: Parameters<ProgrammeAdmission['settingsOf']>[0]) => admission.settingsOf(formats),
  process: processOf(config, processes),
  folder: resolve(config.dataDir, 'shows'),
  frontRowViewers: config.delivery.frontRowViewers,
  windowSeconds: config.delivery.rewindMinutes * 60,
  speech: speechOf(config),
  translation: translationOf(config),
  ...(cluster === null
    ? {}
    : {
        noteStandby: (showId: string, nodeId: string | null) => cluster.noteStandby(showId, nodeId),
      }),
});

function createStandbys(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  processes: ProgrammeProcesses,
  admission: ProgrammeAdmission,
  shows: OpenShows,
  cluster: ClusterShows | null,
): StandbyShows {
  const options = programmeOptions(config, processes, admission, cluster);
  return new StandbyShows({
    processes,
    admit: (show) => {
      const description = describeProgramme(options, show);
      admission.standBy(show.id, shows.all, description.settings);
      return description;
    },
    dismiss: (showId) => admission.standsByNoMore(showId),
    clock,
    log,
  });
}

function createShows(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  processes: ProgrammeProcesses,
  { repositories }: Database,
  { hub }: Signaling,
  stages: StageRegistry,
  services: StageServices,
  images: ImageStore,
  mediaFiles: MediaFileStore,
  admission: ProgrammeAdmission,
  cluster: ClusterShows | null,
  modules: ModuleRef,
  traces: Traces | null,
): OpenShows {
  const load = new ProcessorLoad();
  // The front's directory follows the shows, which are created before it.
  const front = () => modules.get(FrontDirectory, { strict: false });
  const open = showOpener({
    store: repositories.shows,
    stages,
    tellShow: (showId, event) => hub.toShow(showId, event),
    tellModerators: (showId, event) => hub.toModerators(showId, event),
    ...programmeOptions(config, processes, admission, cluster),
    ...filesOf(images, mediaFiles),
    machineLoad: () => load.look(),
    audienceBehindMs: (showId) => front().audienceBehindMs(showId),
    admit: (showId, settings, isRunning) => {
      if (!isRunning) admission.admitOne(shows.all, settings);
      admission.expect(showId, settings);
    },
    onRun: (showId, run) => {
      tellFirstFrames(services, showId, run);
      run.events.on('spans', (spans) => traces?.record('programme', spans));
    },
    clock,
    log,
  });
  const shows = new OpenShows({
    // A show is not played before it is known who may not play it.
    open: async (showId) => {
      await cluster?.claim(showId);
      try {
        await front().learnBans(showId);
        return await open(showId);
      } catch (error) {
        await cluster?.release(showId);
        throw error;
      }
    },
    isConnected: (showId) => hub.count(showId) > 0,
    keepEndedMs: keepEndedMs(config),
    clock,
    log,
  });
  watchShows(shows, hub, admission, processes, [images, mediaFiles]);
  if (cluster) giveBackForgotten(cluster, shows, log);
  return shows;
}

function watchShows(
  shows: OpenShows,
  hub: Pick<Signaling['hub'], 'letGo'>,
  admission: ProgrammeAdmission,
  processes: ProgrammeProcesses,
  files: readonly (ImageStore | MediaFileStore)[],
): void {
  shows.events.on('opened', (show) => admission.watch(show));
  // Before its stage closes: a page whose media ends wants another place, and this server has none for it.
  shows.events.on('handing-over', ({ showId }) => hub.letGo(showId));
  shows.events.on('handed-over', ({ showId }) => processes.killProgramme(showId));
  // The programme was drawn without a file that has now come from another node.
  for (const { events } of files)
    events.on('arrived', ({ showId }) => {
      for (const show of shows.all) if (showId === show.showId || showId === SITE_FOLDER) show.redraw();
    });
}

/** What hosts uploaded, as programmes read it. */
const filesOf = (images: ImageStore, mediaFiles: MediaFileStore) => ({
  findImage: (showId: string, id: string) => images.find(showId, id),
  findClip: (showId: string, id: string) => clipOf(mediaFiles.playable(showId, id)),
});

const clipOf = (file: ReturnType<MediaFileStore['playable']>): ClipFile | undefined =>
  file && {
    id: file.id,
    path: file.path,
    hasAudio: file.hasAudio ?? false,
    ...(file.video ? { video: file.video } : {}),
  };

function giveBackForgotten(cluster: ClusterShows, shows: OpenShows, log: Log): void {
  shows.events.on('forgotten', ({ showId }) => {
    cluster.release(showId).catch((error) => log.warn('server.cluster | not released', { showId, error }));
  });
}

function createLiveShows(
  shows: OpenShows,
  services: StageServices,
  admission: ProgrammeAdmission,
  modules: ModuleRef,
): LiveShowsService {
  const front = () => modules.get(FrontDirectory, { strict: false });
  return new LiveShowsService({
    shows,
    playback: {
      changed: (show) => {
        front().changed(show);
        modules.get(OutputsDirectory, { strict: false }).changed(show);
      },
      remove: (showId) => front().remove(showId),
    },
    commands: stageCommands(services),
    audienceBehindMs: (showId) => front().audienceBehindMs(showId),
    priceOf: (formats) => admission.priceOf(formats, shows.all),
  });
}

/** The shows of this process: each a stage and, on air, a programme. */
@Module({
  imports: [DataModule, SignalingModule, StageModule, ClusterModule],
  providers: [
    {
      provide: ImageStore,
      inject: [CONFIG, CLOCK, LOG],
      useFactory: (config: ProsceniumConfig, clock: Clock, log: Log) =>
        new ImageStore({
          folder: join(config.dataDir, 'pictures'),
          shared: sharedFiles(config, SHARED_IMAGES, clock, log),
        }),
    },
    {
      provide: MediaFileStore,
      inject: [CONFIG, CLOCK, LOG],
      useFactory: (config: ProsceniumConfig, clock: Clock, log: Log) =>
        new MediaFileStore(
          join(config.dataDir, 'media-files'),
          fileConverter({ ffmpegPath: config.ffmpegPath, clock }),
          sharedFiles(config, SHARED_CLIPS, clock, log),
        ),
    },
    {
      provide: OpenShows,
      inject: [
        CONFIG,
        CLOCK,
        LOG,
        PROCESSES,
        Database,
        Signaling,
        StageRegistry,
        StageServices,
        ImageStore,
        MediaFileStore,
        ProgrammeAdmission,
        CLUSTER,
        ModuleRef,
        TRACES,
      ],
      useFactory: createShows,
    },
    {
      provide: StandbyShows,
      inject: [CONFIG, CLOCK, LOG, PROCESSES, ProgrammeAdmission, OpenShows, CLUSTER],
      useFactory: createStandbys,
    },
    {
      provide: ProgrammeAdmission,
      inject: [CONFIG, CLOCK, LOG],
      useFactory: (config: ProsceniumConfig, clock: Clock, log: Log) => {
        void warnOfEncoder(config, clock, log);
        return new ProgrammeAdmission(config);
      },
    },
    {
      provide: LiveShowsService,
      inject: [OpenShows, StageServices, ProgrammeAdmission, ModuleRef],
      useFactory: createLiveShows,
    },
  ],
  exports: [ImageStore, MediaFileStore, OpenShows, LiveShowsService, StandbyShows],
})
export class LiveModule implements OnApplicationShutdown {
  constructor(
    @Inject(OpenShows) private readonly shows: OpenShows,
    @Inject(StandbyShows) private readonly standbys: StandbyShows,
    @Inject(MediaFileStore) private readonly mediaFiles: MediaFileStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.standbys.close();
    await Promise.all([this.shows.suspendAll(), this.mediaFiles.close()]);
  }
}
