import { join } from 'node:path';
import { Lifetime, type Log, type ProsceniumConfig, runFolder, systemClock } from '#kernel';
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
  const shows = new ShowList({
    socketOf: (showId) => join(run, `programme-${showId}.sock`),
    clock,
    log,
  });
  lifetime.adopt(() => shows.close());
  const link = await ServerLink.open({
    path: join(run, 'outputs.sock'),
    onTold: (message) => shows.take(message),
    greeting: () => [{ kind: 'hello', showIds: [] }],
    clock,
    log,
  });
  lifetime.adopt(() => link.close());
}
