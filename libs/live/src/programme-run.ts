import type {
  AudioMixInput,
  ClipAction,
  ClipFile,
  LayoutInput,
  OverlaysInput,
  ProgrammeHealth,
  SlateInput,
} from '#compositor';
import { type Clock, type Log, ShowError, TypedEvents } from '#kernel';
import { ProgrammeConnection, type ProgrammeDescription } from '#programme-link';
import { isStartCancelled } from '#show';
import type { TimedEvent } from '#showlog';
import type { FrontRow, Stage, StagePipe, StageRegistry } from '#stage';
import type { FromSupervisor, ProgrammeOrder } from '#supervision';
import { KeptMedia } from './kept-media.js';
import { KnownSpans } from './known-spans.js';
import { programmeFailed } from './programme-failed.js';
import { ProgrammeOffset } from './programme-offset.js';
import type { RunScene, ShowRun, ShowRunEvents } from './show-run.js';
import { StageFeed } from './stage-feed.js';

/** Who starts the processes of programmes and says how they fare. The link to the supervisor fits. */
export interface ProgrammeProcesses {
  readonly running: ReadonlySet<string>;
  readonly events: Pick<TypedEvents<{ told: FromSupervisor }>, 'on'>;
  startProgramme(order: ProgrammeOrder): void;
  killProgramme(showId: string): void;
}

export interface ProgrammeRunOptions {
  stage: Stage;
  description: ProgrammeDescription;
  /** Receivers in real time: their place on the media workers, and how many there may be. */
  frontRow: { stages: Pick<StageRegistry, 'openFrontRow'>; limit(): number };
  processes: ProgrammeProcesses;
  /** In a cluster: stores who has all that the programme publishes. Answers whether this node owns the show. */
  noteStandby?: ((nodeId: string | null) => Promise<boolean>) | undefined;
  /** Gives up a start: a programme that ran already runs on, one that was started for it is killed. */
  signal?: AbortSignal;
  clock: Clock;
  log: Log;
}

/** A process, a media worker and encoders start within a second or two; ten times as slowly at a load of ten for each core. */
const CONNECTED_WITHIN_MS = 45_000;
/** A whole segment must exist. A machine that is far too busy takes its time for that, and then drops qualities. */
const PLAYABLE_WITHIN_MS = 45_000;
const CONNECT_EVERY_MS = 50;
/** The last fragments are written by then, or something hangs. */
const END_DEADLINE_MS = 10_000;

/** What a programme that starts must know. */
interface Scene {
  layout?: LayoutInput;
  overlays?: OverlaysInput;
  audioMix?: AudioMixInput;
  slate?: SlateInput | undefined;
}

interface Connected {
  connection: ProgrammeConnection;
  pipe: StagePipe;
  feed: StageFeed;
  frontRow: FrontRow;
}

/**
 * A run whose programme is another process. The process may be there already: a server that was started again adopts
 * it. A process that died is started again by the supervisor, and connected to and fed again by this run.
 */
export class ProgrammeRun implements ShowRun {
  readonly events = new TypedEvents<ShowRunEvents>();
  readonly #options: ProgrammeRunOptions;
  readonly #closing = new AbortController();
  readonly #scene: Scene = {};
  readonly #media = new KeptMedia();
  readonly #clips = new Map<string, ClipFile>();
  readonly #offTold: () => void;
  #connected: Connected | undefined;
  #onConnected: () => void = () => undefined;
  #onPlayable: () => void = () => undefined;
  readonly #offset = new ProgrammeOffset();
  readonly #spans = new KnownSpans();
  #health: ProgrammeHealth | undefined;
  #ending: Promise<void> | undefined;

  static async create(options: ProgrammeRunOptions): Promise<ProgrammeRun> {
    const { description, processes, signal } = options;
    const run = new ProgrammeRun(options);
    const isAdopted = processes.running.has(description.showId);
    if (!isAdopted) processes.startProgramme(description);
    try {
      await run.#begin(signal);
      return run;
    } catch (error) {
      const isLeft = isAdopted && signal?.aborted && !isStartCancelled(signal.reason);
      await (isLeft ? run.suspend() : run.discard());
      throw error;
    }
  }

  private constructor(options: ProgrammeRunOptions) {
    this.#options = options;
    this.#offTold = options.processes.events.on('told', (told) => this.#hear(told));
  }

  get health(): ProgrammeHealth | undefined {
    return this.#health;
  }

  get frontRow(): FrontRow | undefined {
    return this.#connected?.frontRow;
  }

  get anchorWallMs(): number | undefined {
    return this.#connected?.connection.anchorWallMs;
  }

  get clockOffsetMs(): number {
    return this.#offset.ms;
  }

  addMedia(id: string, file: Uint8Array): void {
    this.#media.keep(id, file);
    this.#connected?.connection.addMedia(id, file);
  }

  addClip(file: ClipFile): void {
    this.#clips.set(file.id, file);
    this.#connected?.connection.addClip(file);
  }

  actOnClip(id: string, action: ClipAction): void {
    this.#connected?.connection.actOnClip(id, action);
  }

  setScene({ layout, overlays, transition }: RunScene): void {
    this.#scene.layout = layout;
    this.#scene.overlays = overlays;
    this.#connected?.connection.setScene({ layout, overlays, transition });
  }

  setLayout(layout: LayoutInput): void {
    this.#scene.layout = layout;
    this.#connected?.connection.setLayout(layout);
  }

  setOverlays(overlays: OverlaysInput): void {
    this.#scene.overlays = overlays;
    this.#connected?.connection.setOverlays(overlays);
  }

  setAudioMix(audioMix: AudioMixInput): void {
    this.#scene.audioMix = audioMix;
    this.#connected?.connection.setAudioMix(audioMix);
  }

  setSlate(slate: SlateInput | undefined): void {
    this.#scene.slate = slate;
    this.#connected?.connection.setSlate(slate);
  }

  tellPlayers(event: TimedEvent): boolean {
    if (event.kind === 'range') this.#spans.put(event);
    this.#connected?.connection.tellPlayers(event);
    return this.#connected !== undefined || event.kind === 'range';
  }

  whenPlayable(signal?: AbortSignal): Promise<void> {
    return this.#inTime(PLAYABLE_WITHIN_MS, signal, (done) => {
      this.#onPlayable = done;
      if (this.#connected?.connection.isPlayable) done();
    });
  }

  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async discard(): Promise<void> {
    const { description, processes } = this.#options;
    const gone = this.#whenGone();
    this.#close();
    processes.killProgramme(description.showId);
    await gone;
  }

  giveAway(): void {
    this.#connected?.connection.giveAway();
  }

  /** The programme's process runs on: the next server adopts it, or the supervisor ends it. */
  async suspend(): Promise<void> {
    this.#close();
  }

  #begin(signal?: AbortSignal): Promise<void> {
    return this.#inTime(CONNECTED_WITHIN_MS, signal, (done) => {
      this.#onConnected = done;
      void this.#keepConnected();
    });
  }

  /** Waits for what is done in time, unless the run fails or its owner gives up. */
  #inTime(
    withinMs: number,
    signal: AbortSignal | undefined,
    wait: (done: () => void) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        cancel();
        signal?.removeEventListener('abort', giveUp);
        then();
      };
      const cancel = this.#options.clock.after(withinMs, () => settle(() => reject(tooSlow())));
      const giveUp = () => settle(() => reject(signal?.reason as Error));
      this.events.once('failed', ({ reason }) => settle(() => reject(programmeFailed(reason))));
      if (signal?.aborted) return giveUp();
      signal?.addEventListener('abort', giveUp);
      wait(() => settle(resolve));
    });
  }

  async #keepConnected(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const connection = await this.#connect();
      if (connection === undefined) return;
      const closed = new Promise<void>((resolve) => connection.events.on('closed', () => resolve()));
      this.#take(connection);
      await closed;
      this.#drop();
      if (!signal.aborted) this.#options.log.warn('live.programme | the connection ended, connecting again');
    }
  }

  async #connect(): Promise<ProgrammeConnection | undefined> {
    const { description, clock, log } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const { socketPath } = description;
        const connection = await ProgrammeConnection.open({ socketPath, clock, log, signal });
        if (!signal.aborted) return connection;
        connection.close();
      } catch {
        // Nobody listens yet: the process is starting.
        await clock.sleep(CONNECT_EVERY_MS, signal).catch(() => undefined);
      }
    }
    return undefined;
  }

  /** A programme that starts or is adopted knows nothing of this server's show. */
  #take(connection: ProgrammeConnection): void {
    const { stage, log, noteStandby } = this.#options;
    const { layout, overlays, audioMix } = this.#scene;
    for (const [id, file] of this.#media.all) connection.addMedia(id, file);
    for (const file of this.#clips.values()) connection.addClip(file);
    if (layout !== undefined) connection.setLayout(layout);
    if (overlays !== undefined) connection.setOverlays(overlays);
    if (audioMix !== undefined) connection.setAudioMix(audioMix);
    if ('slate' in this.#scene) connection.setSlate(this.#scene.slate);
    for (const event of this.#spans.all) connection.tellPlayers(event);
    const pipe = stage.openPipe((message) => connection.tellStage(message));
    const note = ({ id, nodeId }: { id: number; nodeId: string | null }) => {
      noteStandby?.(nodeId).then(
        (isOurs) => isOurs && connection.decided(id),
        // The programme repeats what it waits for with its next connection.
        (error) => log.error('live.programme | its standby was not noted', { error }),
      );
    };
    connection.events.on('standby', note);
    if (connection.undecided !== undefined) note(connection.undecided);
    connection.events.on('stage', (message) => pipe.hear(message));
    connection.events.on('playable', () => this.#onPlayable());
    connection.events.on('event', (event) => this.events.emit('event', event));
    connection.events.on('spans', (spans) => this.events.emit('spans', spans));
    connection.events.on('health', (health) => {
      this.#health = health;
      this.#readClock(connection.anchorWallMs, health);
      this.events.emit('health', health);
    });
    const { stages, limit } = this.#options.frontRow;
    const frontRow = stages.openFrontRow({ send: (message) => connection.tellFrontRow(message), limit });
    connection.events.on('front-row', (message) => frontRow.hear(message));
    this.#connected = { connection, pipe, feed: new StageFeed(stage, connection, pipe), frontRow };
    connection.events.on('ready', () => this.#ready(connection));
    log.info('live.programme | connected', { showId: this.#options.description.showId });
    if (connection.isReady) this.#ready(connection);
  }

  #readClock(anchorWallMs: number | undefined, { ticks }: ProgrammeHealth): void {
    const { description, clock } = this.#options;
    if (anchorWallMs === undefined) return;
    this.#offset.read(anchorWallMs + (ticks * 1_000) / description.settings.frameRate, clock.wallMs());
  }

  #ready(connection: ProgrammeConnection): void {
    this.#onConnected();
    if (connection.isPlayable) this.#onPlayable();
  }

  #drop(): void {
    this.#offset.clear();
    this.#connected?.frontRow.close();
    this.#connected?.feed.close();
    this.#connected?.pipe.close();
    this.#connected?.connection.close();
    this.#connected = undefined;
  }

  #hear(told: FromSupervisor): void {
    const { showId } = this.#options.description;
    if (!('showId' in told) || told.showId !== showId || this.#closing.signal.aborted) return;
    if (told.kind === 'programme-gave-up') this.#fail(told.reason);
    else if (told.kind === 'programme-ended') this.#fail('the programme ended by itself');
  }

  #fail(reason: string): void {
    this.#close(false);
    this.events.emit('failed', { reason });
    this.events.clear();
  }

  async #end(): Promise<void> {
    const { description, processes } = this.#options;
    const { showId } = description;
    const connection = this.#connected?.connection;
    const ended = this.#whenGone();
    this.#closing.abort(new Error('the show has ended'));
    if (connection === undefined) processes.killProgramme(showId);
    else connection.end();
    await ended;
    this.#close();
  }

  async #whenGone(): Promise<void> {
    const { description, processes, clock, log } = this.#options;
    const { showId } = description;
    if (!processes.running.has(showId)) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(END_DEADLINE_MS, () => {
        log.error('live.programme | did not end and is killed', { showId });
        processes.killProgramme(showId);
      });
      const off = processes.events.on('told', (told) => {
        const isGone = told.kind === 'programme-ended' || told.kind === 'programme-gave-up';
        if (!isGone || told.showId !== showId) return;
        off();
        cancel();
        resolve();
      });
    });
  }

  #close(clear = true): void {
    this.#offTold();
    this.#closing.abort(new Error('the run is closed'));
    this.#drop();
    if (clear) this.events.clear();
  }
}

const tooSlow = (): ShowError =>
  new ShowError({
    code: 'overloaded',
    message: 'The programme did not start in time. The machine may be too busy: try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
