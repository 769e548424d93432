import { join } from 'node:path';
import {
  Lifetime,
  type Log,
  type ProsceniumConfig,
  runFolder,
  systemClock,
  systemSurroundings,
} from '#kernel';
import { RecordingStore } from '#outputs';
import { minimalEnvironment } from '#supervision';
import { Finisher } from './jobs/finisher.js';
import { runJob } from './jobs/job-process.js';
import { ServerLink } from './link/server-link.js';
import { ShowList } from './shows/show-list.js';

/** What leaves an installation and what remains of its shows: recordings, restreams and the jobs that they need. */
export class OutputsProcess {
  readonly #lifetime: Lifetime;

  private constructor(lifetime: Lifetime) {
    this.#lifetime = lifetime;
  }

  static async open(config: ProsceniumConfig, log: Log): Promise<OutputsProcess> {
    const lifetime = new Lifetime();
    try {
      await openIn(lifetime, config, log);
      return new OutputsProcess(lifetime);
    } catch (error) {
      await lifetime.close('could not open').catch(() => undefined);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#lifetime.close('ended');
  }
}

async function openIn(lifetime: Lifetime, config: ProsceniumConfig, log: Log): Promise<void> {
  const clock = systemClock;
  const run = runFolder(config.dataDir);
  const recordings = await RecordingStore.open({ root: join(config.dataDir, 'recordings'), clock, log });
  const shows = new ShowList({
    socketOf: (showId) => join(run, `programme-${showId}.sock`),
    recordings,
    minFreeBytes: config.delivery.diskFreeBytes,
    clock,
    log,
  });
  lifetime.adopt(() => shows.close());
  const env = minimalEnvironment(systemSurroundings().env, config.dataDir);
  const finisher = new Finisher({
    store: recordings,
    run: (order, signal, onProgress) =>
      runJob({
        order,
        signal,
        onProgress,
        clock,
        env,
        execPath: process.execPath,
        execArgv: process.execArgv,
      }),
    clock,
    log,
  });
  lifetime.adopt(() => finisher.close());
  finisher.review();
  const link = await ServerLink.open({
    path: join(run, 'outputs.sock'),
    onTold: (message) => {
      if (message.kind === 'remove-recording') void recordings.remove(message.id);
      else shows.take(message);
    },
    greeting: () => [
      { kind: 'hello', showIds: recordings.showIds },
      ...recordings.all.map((recording) => ({ kind: 'recording' as const, recording })),
    ],
    clock,
    log,
  });
  lifetime.adopt(() => link.close());
  recordings.events.on('changed', (recording) => link.tell({ kind: 'recording', recording }));
  recordings.events.on('removed', (removed) => link.tell({ kind: 'recording-removed', ...removed }));
}
