import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#data';
import { type Clock, type Log, type ProsceniumConfig, runFolder } from '#kernel';
import { OpenShows, OutputsDirectory, RecordingList } from '#live';
import { JobQueue, OutputsConnection, storedRecordings } from '#outputs';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { CLOCK, CONFIG, LOG } from './tokens.js';

/** Recordings and restreams are another process: it must know which shows are on air and what is wanted of each. */
function openDirectory(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  { repositories }: Database,
  shows: OpenShows,
): Promise<OutputsDirectory> {
  const path = join(runFolder(config.dataDir), 'outputs.sock');
  return OutputsDirectory.open({
    connect: () => OutputsConnection.open({ path, clock, log }),
    shows,
    store: repositories.shows,
    clock,
    log,
  });
}

@Module({
  imports: [DataModule, LiveModule],
  providers: [
    {
      provide: OutputsDirectory,
      inject: [CONFIG, CLOCK, LOG, Database, OpenShows],
      useFactory: openDirectory,
    },
    {
      provide: RecordingList,
      inject: [CONFIG, OutputsDirectory, OpenShows],
      useFactory: (config: ProsceniumConfig, { connection }: OutputsDirectory, shows: OpenShows) => {
        const root = join(config.dataDir, 'recordings');
        const recordings = new RecordingList(connection, (showId) => storedRecordings(root, showId));
        recordings.events.on('disk', ({ showId, state }) => shows.find(showId)?.noteRecording(state));
        return recordings;
      },
    },
    {
      provide: JobQueue,
      inject: [OutputsDirectory, Database, CLOCK, LOG],
      useFactory: ({ connection }: OutputsDirectory, { repositories }: Database, clock: Clock, log: Log) =>
        new JobQueue({ connection, store: repositories.jobs, clock, log }),
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
