import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#data';
import { type Clock, type Log, type ProsceniumConfig, runFolder } from '#kernel';
import { type ClusterShows, OpenShows, OutputsDirectory, RecordingList, SharingStates } from '#live';
import {
  CaptionReader,
  hasRecordings,
  JobQueue,
  LONE_RUNNER,
  OutputsConnection,
  openObjects,
  storedRecordings,
} from '#outputs';
import { forgetSharing, type Metrics, measureSharing, type Traces } from '#telemetry';
import type { OutputsStarter } from './base.module.js';
import { ClusterModule } from './cluster.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { CLOCK, CLUSTER, CONFIG, LOG, METRICS, OUTPUTS_STARTER, TRACES } from './tokens.js';

const recordingsOf = ({ dataDir }: ProsceniumConfig): string => join(dataDir, 'recordings');

/** Recordings and restreams are another process: it must know which shows are on air and what is wanted of each. */
async function openDirectory(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  { repositories }: Database,
  shows: OpenShows,
  traces: Traces | null,
  cluster: ClusterShows | null,
  starter: OutputsStarter,
): Promise<OutputsDirectory> {
  const path = join(runFolder(config.dataDir), 'outputs.sock');
  const directory = await OutputsDirectory.open({
    connect: () => OutputsConnection.open({ path, clock, log }),
    start: () => starter.startOutputs(),
    shows,
    store: repositories.shows,
    clock,
    log,
  });
  cluster?.events.on('elsewhere', ({ show }) => directory.setElsewhere(show.id));
  directory.connection.events.on('said', (said) => {
    if (said.kind === 'spans') traces?.record('outputs', said.spans);
  });
  // What a crash left unfinished is finished at a start, and what is over its time is removed. Nodes share what they record.
  if (cluster !== null || (await hasRecordings(recordingsOf(config)))) starter.startOutputs();
  return directory;
}

/** Where nodes share what live shows publish: hosts and metrics learn how far the store is behind. */
function watchSharing({ connection }: OutputsDirectory, shows: OpenShows, metrics: Metrics): SharingStates {
  const sharing = new SharingStates();
  connection.events.on('said', (said) => sharing.hear(said));
  sharing.events.on('told', (told) => measureSharing(metrics, told));
  sharing.events.on('changed', ({ showId, state }) => shows.find(showId)?.noteSharing(state));
  for (const name of ['forgotten', 'handed-over'] as const)
    shows.events.on(name, ({ showId }) => {
      sharing.forget(showId);
      forgetSharing(metrics, showId);
    });
  return sharing;
}

@Module({
  imports: [DataModule, LiveModule, ClusterModule],
  providers: [
    {
      provide: OutputsDirectory,
      inject: [CONFIG, CLOCK, LOG, Database, OpenShows, TRACES, CLUSTER, OUTPUTS_STARTER],
      useFactory: openDirectory,
    },
    {
      provide: RecordingList,
      inject: [CONFIG, OutputsDirectory, OpenShows],
      useFactory: (config: ProsceniumConfig, { connection }: OutputsDirectory, shows: OpenShows) => {
        const root = recordingsOf(config);
        const { url, publicUrl } = config.archive;
        const openArchive = url === undefined ? undefined : () => openObjects(url, publicUrl);
        const captions = new CaptionReader({ root, openArchive });
        const recordings = new RecordingList(
          connection,
          (showId) => storedRecordings(root, showId),
          captions,
        );
        recordings.events.on('disk', ({ showId, state }) => shows.find(showId)?.noteRecording(state));
        return recordings;
      },
    },
    { provide: SharingStates, inject: [OutputsDirectory, OpenShows, METRICS], useFactory: watchSharing },
    {
      provide: JobQueue,
      inject: [OutputsDirectory, Database, CLUSTER, CLOCK, LOG],
      useFactory: (
        { connection }: OutputsDirectory,
        { repositories }: Database,
        cluster: ClusterShows | null,
        clock: Clock,
        log: Log,
      ) =>
        new JobQueue({
          ...{ connection, clock, log },
          store: repositories.jobs,
          runner: cluster?.asRunner ?? LONE_RUNNER,
        }),
    },
  ],
  exports: [OutputsDirectory, RecordingList, JobQueue],
})
export class OutputsModule implements OnApplicationShutdown {
  constructor(
    @Inject(OutputsDirectory) private readonly outputs: OutputsDirectory,
    @Inject(JobQueue) private readonly jobs: JobQueue,
  ) {}

  onApplicationShutdown(): void {
    this.jobs.close();
    this.outputs.close();
  }
}
