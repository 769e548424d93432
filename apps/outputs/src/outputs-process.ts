import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  Lifetime,
  type Log,
  ProcessorLoad,
  type ProsceniumConfig,
  runFolder,
  systemClock,
  systemRandom,
  systemSurroundings,
} from '#kernel';
import {
  type AddressRules,
  ArchivedRecordings,
  type ArchivedRecordingsOptions,
  Catalogue,
  editRecording,
  type FromOutputs,
  holderName,
  type ObjectStore,
  openObjects,
  RecordingArchive,
  type RecordingEdit,
  RecordingLimits,
  RecordingStore,
  RemovedPrefixes,
  type RestreamStatus,
  Restreams,
  type ToOutputs,
} from '#outputs';
import { minimalEnvironment } from '#supervision';
import { runJob } from './jobs/job-process.js';
import { JobRunner } from './jobs/job-runner.js';
import { jobSpan } from './jobs/job-span.js';
import { ServerLink } from './link/server-link.js';
import { RewindFolder } from './shows/rewind-folder.js';
import { SharedShows, type SharedShowsOptions } from './shows/shared-shows.js';
import { ShowList } from './shows/show-list.js';

const DAY_MS = 86_400_000;
/** Above it a live show may need what a job would take. */
const BUSY_SHARE = 0.6;

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
  const { url, publicUrl } = config.archive;
  const objects = url === undefined ? undefined : await openObjects(url, publicUrl);
  const clusterStore = await findClusterStore(config, objects);
  const { archive, elsewhere } = await openArchive(lifetime, config, log, {
    ...{ objects, clusterStore, store: recordings },
    onFound: (showIds) => late.link?.tell({ kind: 'found', showIds: [...showIds] }),
  });
  const limits = createLimits(config, log, recordings, archive);
  lifetime.adopt(() => limits.close());
  const restreams = createRestreams(config, log, (status) => late.link?.tell({ kind: 'target', status }));
  lifetime.adopt(() => restreams.close());
  const local = new RewindFolder(join(config.dataDir, 'shows'));
  const shared = shareShows(lifetime, config, log, {
    ...{ clusterStore, local, recordings },
    onState: (told) => late.link?.tell({ kind: 'sharing', ...told }),
  });
  const shows = new ShowList({
    restreams,
    shared,
    socketOf: (showId) => join(run, `programme-${showId}.sock`),
    kept: shared?.kept ?? local,
    recordings,
    minFreeBytes: config.delivery.diskFreeBytes,
    clock,
    log,
  });
  lifetime.adopt(() => shows.close());
  const jobs = createJobs(config, log, recordings, shows, archive);
  lifetime.adopt(() => jobs.close());
  const link = await ServerLink.open({
    path: join(run, 'outputs.sock'),
    onTold: (message) => take(message, { recordings, archive, elsewhere, restreams, jobs, shows, log }),
    greeting: () => greetingOf({ recordings, jobs, restreams }),
    clock,
    log,
  });
  late.link = link;
  lifetime.adopt(() => link.close());
  recordings.events.on('changed', (recording) => link.tell({ kind: 'recording', recording }));
  for (const gone of ['removed', 'abandoned'] as const)
    recordings.events.on(gone, (told) => link.tell({ kind: 'recording-removed', ...told }));
  jobs.events.on('progress', (told) => link.tell({ kind: 'job-progress', ...told }));
  if (config.traces.url !== undefined)
    jobs.events.on('timed', (job) => link.tell({ kind: 'spans', spans: [jobSpan(job)] }));
  jobs.events.on('ended', (told) => link.tell({ kind: 'job-ended', ...told }));
}

/** All that the next server must know. */
function greetingOf({
  recordings,
  jobs,
  restreams,
}: Pick<Parts, 'recordings' | 'jobs' | 'restreams'>): FromOutputs[] {
  const { all, showIds } = recordings;
  return [
    {
      kind: 'hello',
      showIds,
      recordingIds: all.map(({ id }) => id),
      archivedIds: all.filter(({ archive }) => archive?.isLocal === false).map(({ id }) => id),
      jobIds: jobs.runningIds,
      endedJobs: [...jobs.endedJobs],
    },
    ...all.map((recording) => ({ kind: 'recording' as const, recording })),
    ...restreams.statuses.map((status) => ({ kind: 'target' as const, status })),
  ];
}

interface Parts {
  recordings: RecordingStore;
  archive: RecordingArchive | undefined;
  elsewhere: ArchivedRecordings | undefined;
  restreams: Restreams;
  jobs: JobRunner;
  shows: ShowList;
  log: Log;
}

function take(message: ToOutputs, parts: Parts): void {
  const { recordings, archive, elsewhere, restreams, jobs, shows, log } = parts;
  switch (message.kind) {
    case 'remove-recording':
      void recordings.remove(message.id);
      return;
    case 'remove-clip':
      void recordings.removeClip(message.recordingId, message.clipId);
      return;
    case 'edit-recording':
      edit(message.id, message.edit, { recordings, archive, log }).catch((error) =>
        log.error('outputs.edit | failed', { recordingId: message.id, error }),
      );
      return;
    case 'targets':
      restreams.want(message.showId, message.targets);
      return;
    case 'run-job':
      jobs.start(message.job);
      return;
    case 'cancel-job':
      jobs.cancel(message.id);
      return;
    case 'site-shows':
      void elsewhere?.judge(message.showIds, message.otherIds);
      return;
    case 'shows-end':
      shows.take(message);
      // The server is there, and answers.
      void elsewhere?.review();
      return;
    case 'show':
      if (message.show.state === 'gone') elsewhere?.forget(message.show.id);
      shows.take(message);
      return;
    default:
      shows.take(message);
  }
}

async function edit(
  id: string,
  wish: RecordingEdit,
  { recordings, archive, log }: Pick<Parts, 'recordings' | 'archive' | 'log'>,
): Promise<void> {
  await archive?.restore(id);
  await editRecording(recordings, id, wish, log);
}

function createJobs(
  config: ProsceniumConfig,
  log: Log,
  recordings: RecordingStore,
  shows: ShowList,
  archive: RecordingArchive | undefined,
): JobRunner {
  const clock = systemClock;
  const env = minimalEnvironment(systemSurroundings().env, config.dataDir);
  const load = new ProcessorLoad();
  return new JobRunner({
    store: recordings,
    prepare: async (recordingId) => archive?.restore(recordingId),
    ffmpegPath: config.ffmpegPath,
    hasRoom: () => shows.count === 0 || load.look() < BUSY_SHARE,
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
}

function createLimits(
  config: ProsceniumConfig,
  log: Log,
  store: RecordingStore,
  archive: RecordingArchive | undefined,
): RecordingLimits {
  const { keepDays, diskLimitBytes: limitBytes, ...limits } = config.recording;
  const keepMs = keepDays === undefined ? undefined : keepDays * DAY_MS;
  const evict = archive && ((recordingId: string) => archive.evict(recordingId));
  return new RecordingLimits({ ...limits, store, limitBytes, keepMs, evict, clock: systemClock, log });
}

/** What nodes share by the object store. A node that is alone has all of it on its disk. */
interface ClusterStore {
  objects: ObjectStore;
  /** Of this node, the same over restarts. */
  holder: string;
}

async function findClusterStore(
  { dataDir, cluster }: ProsceniumConfig,
  objects: ObjectStore | undefined,
): Promise<ClusterStore | undefined> {
  if (objects === undefined || cluster.secret === undefined) return undefined;
  return { objects, holder: await holderName(join(dataDir, 'archive', 'holder'), systemRandom) };
}

function shareShows(
  lifetime: Lifetime,
  config: ProsceniumConfig,
  log: Log,
  {
    clusterStore,
    ...parts
  }: { clusterStore: ClusterStore | undefined } & Pick<
    SharedShowsOptions,
    'local' | 'recordings' | 'onState'
  >,
): SharedShows | undefined {
  if (clusterStore === undefined) return undefined;
  const { objects, holder } = clusterStore;
  const [clock, random] = [systemClock, systemRandom];
  const open = async () => objects;
  return SharedShows.open(lifetime, { ...parts, config, open, holder, clock, random, log });
}

interface ArchiveParts extends Pick<ArchivedRecordingsOptions, 'store' | 'onFound'> {
  objects: ObjectStore | undefined;
  clusterStore: ClusterStore | undefined;
}

async function openArchive(
  lifetime: Lifetime,
  config: ProsceniumConfig,
  log: Log,
  { objects, clusterStore, store, onFound }: ArchiveParts,
): Promise<Pick<Parts, 'archive' | 'elsewhere'>> {
  if (objects === undefined) return { archive: undefined, elsewhere: undefined };
  const [clock, random] = [systemClock, systemRandom];
  objects.check().then(
    () => log.info('outputs.archive | reached'),
    (error) => log.warn('outputs.archive | cannot be reached now', { error }),
  );
  const removed = await RemovedPrefixes.open(join(config.dataDir, 'archive', 'removed.json'));
  const catalogue = clusterStore && new Catalogue({ ...clusterStore, clock, log });
  const archive = new RecordingArchive({ store, objects, removed, catalogue, clock, random, log });
  lifetime.adopt(() => archive.close());
  if (catalogue === undefined) return { archive, elsewhere: undefined };
  const elsewhere = new ArchivedRecordings({ archive, catalogue, store, onFound, clock, log });
  lifetime.adopt(() => elsewhere.close());
  return { archive, elsewhere };
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
