import { join } from 'node:path';
import { NOTICES_HANG, silentLog, systemClock } from '#kernel';
import { Packager, parseSnapshot } from '#packager';
import { ProgrammeConnection, type ProgrammeDescription, programmeDescriptionSchema } from '#programme-link';
import { atSocket, ShowLogFollower } from '#showlog';
import {
  ANY_SHOW,
  type FromSupervisor,
  KeptProgrammes,
  minimalEnvironment,
  type ProcessPlan,
  SpareProcess,
} from '#supervision';
import { SignalLog } from '../kernel/signal-log.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { waitFor } from '../kernel/wait-for.js';
import { workerBinary } from '../stage/stages-under-test.js';

const root = join(import.meta.dirname, '..', '..', '..');
/** Node, a media worker and two encoders on two cores that are busy with other things. */
const STARTED_WITHIN_MS = 20_000;
const RETRY_MS = 50;

/** A part as its follower got it: which and when. */
export interface FollowedPart {
  renditionId: string;
  atMs: number;
}

/** One programme as the supervisor starts it, with a follower such as a front. */
export class ProgrammeProcessUnderTest {
  readonly showId = 'show_under_test';
  readonly told = new SignalLog<FromSupervisor>();
  readonly parts = new SignalLog<FollowedPart>();
  readonly replicas: Packager[] = [];
  readonly #folder = temporaryFolder();
  readonly #spare: SpareProcess;
  readonly #kept: KeptProgrammes;
  readonly #follower: ShowLogFollower<Packager>;
  readonly #following: Promise<void>;
  readonly #closing = new AbortController();

  constructor() {
    this.#spare = new SpareProcess({
      plan: this.#planOf(ANY_SHOW),
      waitMs: 0,
      expects: () => this.#kept.newestOrder,
      clock: systemClock,
      log: silentLog,
    });
    this.#kept = new KeptProgrammes({
      planOf: (showId) => this.#planOf(showId),
      spare: this.#spare,
      clock: systemClock,
      log: silentLog,
    });
    this.#kept.events.on('told', (told) => this.told.push(told));
    this.#kept.start(this.#description() as never);
    this.#follower = new ShowLogFollower<Packager>({
      connect: atSocket(this.#socketPath),
      restore: (snapshot) =>
        Packager.restore(parseSnapshot(snapshot), { clock: systemClock, log: silentLog }),
      clock: systemClock,
      log: silentLog,
      heartbeat: NOTICES_HANG,
    });
    this.#follower.events.on('replica', (replica) => this.#watch(replica));
    this.#following = this.#follower.run();
  }

  /** Another programme has prepared itself, and takes the place of the one that dies next. */
  async spareWaits(): Promise<void> {
    this.#spare.want();
    await waitFor('the spare programme', STARTED_WITHIN_MS, () => this.#spare.isPrepared);
  }

  get pid(): number {
    const starts = this.told.all.flatMap((told) => (told.kind === 'programme-started' ? [told.pid] : []));
    return starts.at(-1) ?? 0;
  }

  /** The server's side, once the encoders run. */
  async connect(): Promise<ProgrammeConnection> {
    const connection = await this.connectEarly();
    const { isReady, events } = connection;
    if (!isReady) await new Promise<void>((resolve) => events.once('ready', resolve));
    return connection;
  }

  /** The server's side, as soon as there is one: as the server itself takes it. */
  async connectEarly(): Promise<ProgrammeConnection> {
    let connection: ProgrammeConnection | undefined;
    await waitFor('the programme to take a server', STARTED_WITHIN_MS, async () => {
      connection = await ProgrammeConnection.open({
        socketPath: this.#socketPath,
        clock: systemClock,
        log: silentLog,
        signal: this.#closing.signal,
      }).catch(async () => {
        await systemClock.sleep(RETRY_MS);
        return undefined;
      });
      return connection;
    });
    if (connection === undefined) throw new Error('not connected');
    return connection;
  }

  /** The next part that the follower gets of this rendition. */
  nextPart(renditionId: string): Promise<FollowedPart> {
    const before = this.parts.all.length;
    return this.parts.until(`a part of ${renditionId}`, STARTED_WITHIN_MS, (all) =>
      all.slice(before).find((part) => part.renditionId === renditionId),
    );
  }

  kill(signal: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL'): void {
    process.kill(this.pid, signal);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#follower.close();
    await this.#following;
    await Promise.all([this.#spare.drop(), this.#kept.close()]);
    this.#folder.remove();
  }

  get #socketPath(): string {
    return join(this.#folder.path, 'programme.sock');
  }

  #planOf(showId: string): ProcessPlan {
    return {
      name: `programme ${showId}`,
      command: process.execPath,
      args: [join(root, 'dist', 'apps', 'programme', 'src', 'main.js'), showId],
      env: minimalEnvironment(process.env, this.#folder.path),
      graceMs: 5_000,
      silentMs: NOTICES_HANG.silentMs,
    };
  }

  #description(): ProgrammeDescription {
    return programmeDescriptionSchema.parse({
      showId: this.showId,
      socketPath: this.#socketPath,
      resumes: false,
      profile: 'low',
      settings: {
        width: 640,
        height: 360,
        preset: 'ultrafast',
        rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
      },
      folder: this.#folder.path,
      windowSeconds: 0,
      mediasoupWorkerBin: workerBinary(),
      log: { level: 'warn', pretty: false },
    });
  }

  #watch(replica: Packager): void {
    this.replicas.push(replica);
    replica.events.on('part-published', ({ renditionId }) =>
      this.parts.push({ renditionId, atMs: systemClock.monotonicMs() }),
    );
  }
}
