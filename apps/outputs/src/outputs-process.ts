import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  Lifetime,
  type Log,
  type ProsceniumConfig,
  runFolder,
  systemClock,
  systemRandom,
  systemSurroundings,
} from '#kernel';
import { type AddressRules, RecordingStore, type RestreamStatus, Restreams } from '#outputs';
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
  /** What restreams that are there first speak to later. */
  const late: { link?: ServerLink } = {};
  const run = runFolder(config.dataDir);
  const recordings = await RecordingStore.open({ root: join(config.dataDir, 'recordings'), clock, log });
  const restreams = createRestreams(config, log, (status) => late.link?.tell({ kind: 'target', status }));
  lifetime.adopt(() => restreams.close());
  const shows = new ShowList({
    restreams,
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
      else if (message.kind === 'targets') restreams.want(message.showId, message.targets);
      else shows.take(message);
    },
    greeting: () => [
      { kind: 'hello', showIds: recordings.showIds },
      ...recordings.all.map((recording) => ({ kind: 'recording' as const, recording })),
      ...restreams.statuses.map((status) => ({ kind: 'target' as const, status })),
    ],
    clock,
    log,
  });
  late.link = link;
  lifetime.adopt(() => link.close());
  recordings.events.on('changed', (recording) => link.tell({ kind: 'recording', recording }));
  recordings.events.on('removed', (removed) => link.tell({ kind: 'recording-removed', ...removed }));
}

const createRestreams = (
  config: ProsceniumConfig,
  log: Log,
  onStatus: (status: RestreamStatus) => void,
): Restreams =>
  new Restreams({
    ffmpegPath: config.ffmpegPath,
    rules: addressRules(config),
    onStatus,
    random: systemRandom,
    clock: systemClock,
    log,
  });

/** A show that is sent to where we ourselves take media would be sent on for ever. */
function addressRules({ allowPrivateOutputs, port }: ProsceniumConfig): AddressRules {
  return {
    allowPrivate: allowPrivateOutputs,
    ownAddresses: () =>
      Object.values(networkInterfaces()).flatMap((infos) => (infos ?? []).map(({ address }) => address)),
    ownPorts: [port, ...INGEST_PORTS],
  };
}

/** RTMP, RTMPS and SRT. */
const INGEST_PORTS = [1_935, 1_936, 9_710];
