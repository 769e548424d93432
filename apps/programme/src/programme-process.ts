import { Programme } from '#compositor';
import {
  type ChannelListener,
  type Clock,
  type FrameChannel,
  Lifetime,
  type Log,
  listenChannels,
  systemRandom,
  TypedEvents,
  WAITS_FOR_PEER,
} from '#kernel';
import type { ProgrammeDescription } from '#programme-link';
import { LOG_PENDING_LIMIT_BYTES } from '#showlog';
import { FrontRowSource, StageReceiver } from '#stage';
import { ControlSession } from './control-session.js';
import { EarlyConnections } from './early-connections.js';
import { type PreparedProgramme, settingsOf } from './prepared-programme.js';
import { ShowCaptions } from './show-captions.js';
import type { ShowLog } from './show-log.js';
import { Standby } from './standby.js';
import { PartTraces } from './traces/part-traces.js';
import { TrackLog } from './track-log.js';

export interface ProgrammeProcessOptions {
  description: ProgrammeDescription;
  prepared?: PreparedProgramme | undefined;
  showLog: ShowLog;
  clock: Clock;
  log: Log;
}

export interface ProgrammeProcessEvents {
  /** All is written and everything is closed: the process may end. */
  done: undefined;
  /** What cannot be mended within this process. */
  failed: { reason: string };
}

const PARTS_TOLD_MS = 1_000;
const PARTS_AT_MOST = 1_000;

/** One show's programme from its first frame to its last: the compositor, its media worker and its log. */
export class ProgrammeProcess {
  readonly events = new TypedEvents<ProgrammeProcessEvents>();
  readonly #options: ProgrammeProcessOptions;
  readonly #lifetime: Lifetime;
  readonly #programme: Programme;
  readonly #receiver: StageReceiver;
  readonly #frontRow: FrontRowSource;
  readonly #tracks: TrackLog;
  readonly #captions: ShowCaptions;
  #standby: Standby | undefined;
  #isReady = false;
  #session: ControlSession | undefined;
  #parts: number[] = [];
  #traces: PartTraces | undefined;
  #closing: Promise<void> | undefined;

  static async create(options: ProgrammeProcessOptions): Promise<ProgrammeProcess> {
    const { description, prepared, showLog, clock, log } = options;
    const lifetime = new Lifetime();
    const early = new EarlyConnections();
    const listener: ChannelListener = await listenChannels(
      description.socketPath,
      (channel) => early.take(channel),
      // A stopped server's guests stay in the video: their media does not pass through it.
      { clock, pendingLimitBytes: LOG_PENDING_LIMIT_BYTES, heartbeat: WAITS_FOR_PEER },
    );
    lifetime.adopt(() => listener.close());
    early.onFollower = (channel, first) => showLog.follow(channel, first);
    early.onStandby = (channel, first) => showLog.standBy(channel, first);
    const { standsBy: at } = description;
    const standby = at && new Standby({ description, at, clock, log });
    if (standby) lifetime.adopt(async () => standby.close());
    try {
      const settings = settingsOf(description);
      const zeroWallMs = await standby?.zeroWallMs;
      const programme = Programme.start(settings, showLog.sink, { clock, log }, prepared?.thread, zeroWallMs);
      const receiver = await StageReceiver.create({
        workerBin: description.mediasoupWorkerBin,
        worker: prepared?.mediaWorker,
        send: (message) => running?.tell({ kind: 'stage', message }),
        clock,
        log,
      });
      const running: ProgrammeProcess | undefined = new ProgrammeProcess(
        options,
        lifetime,
        programme,
        receiver,
        standby,
      );
      early.onTracks = (channel) => running.#tracks.follow(channel);
      // The stage's pipe is laid while the encoders start: tracks then have only their first packets to wait for.
      early.open((channel) => running.#takeServer(channel));
      await programme.started;
      running.#begin();
      return running;
    } catch (error) {
      await lifetime.close('could not start').catch(() => undefined);
      throw error;
    }
  }

  private constructor(
    options: ProgrammeProcessOptions,
    lifetime: Lifetime,
    programme: Programme,
    receiver: StageReceiver,
    standby: Standby | undefined,
  ) {
    this.#options = options;
    this.#lifetime = lifetime;
    this.#programme = programme;
    this.#receiver = receiver;
    this.#standby = standby;
    const { description, showLog, clock, log } = options;
    this.#frontRow = new FrontRowSource({
      mediaWorker: () => receiver.mediaWorker(),
      anchorWallMs: () => programme.started.then(() => programme.anchorWallMs),
      send: (message) => this.tell({ kind: 'front-row', message }),
      wantFrames: (isWanted) => programme.wantFrames(isWanted),
      random: systemRandom,
      clock,
      log,
    });
    this.#tracks = new TrackLog({
      receiver,
      started: programme.started,
      anchorWallMs: () => programme.anchorWallMs,
      clock,
      log,
    });
    this.#captions = new ShowCaptions({
      ...{ description, programme, clock, log },
      tell: (event) => showLog.timed(event),
    });
    lifetime.adopt(() => this.#captions.close());
    programme.events.on('frame', (frame) => this.#frontRow.frame(frame));
    showLog.events.on('playable', () => this.tell({ kind: 'playable' }));
    showLog.events.on('standby', ({ id, nodeId }) => this.tell({ kind: 'standby', id, nodeId }));
    if (standby) this.#watchStandby(standby);
    showLog.events.on(
      'part',
      ({ behindMs }) => this.#parts.length < PARTS_AT_MOST && this.#parts.push(behindMs),
    );
    receiver.events.on('track-added', (tap) => void this.#addTrack(tap));
    programme.events.on('health', (health) => {
      this.tell({ kind: 'health', health });
      this.#tracks.health(health);
    });
    programme.events.on('event', (event) => {
      if (event.kind === 'rung-shed') showLog.withdraw(event.renditionId);
      this.tell({ kind: 'event', event });
    });
    programme.events.on('died', ({ reason }) => this.events.emit('failed', { reason }));
    if (description.isTraced) this.#traces = this.#tracesOf(showLog, receiver, programme);
    lifetime.adopt(clock.every(PARTS_TOLD_MS, () => this.#tellParts()));
    lifetime.adopt(() => receiver.close());
  }

  /** The encoders run. */
  #begin(): void {
    const { showLog } = this.#options;
    this.#isReady = true;
    if (this.#standby !== undefined) this.#standby.begin();
    else {
      showLog.begin(this.#programme).catch((error) => this.events.emit('failed', { reason: String(error) }));
      this.#captions.begin();
    }
    this.#session?.ready(showLog.isPlayable);
  }

  #watchStandby(standby: Standby): void {
    for (const state of ['in-step', 'lost', 'silent', 'heard', 'given'] as const)
      standby.events.on(state, () => this.tell({ kind: 'standing-by', state }));
    standby.events.on('failed', ({ reason }) => this.events.emit('failed', { reason }));
  }

  /** The show is ours: everything that the other node has published is here. */
  #takeOver(): void {
    const { showLog, log } = this.#options;
    const standby = this.#standby;
    if (standby === undefined) return;
    this.#standby = undefined;
    const all = standby.inherit();
    if (all === undefined) {
      this.events.emit('failed', { reason: 'there is no log to go on with' });
      return;
    }
    const { inherited, zeroMs } = all;
    log.info('programme.standby | takes over', { seq: inherited.position.seq });
    showLog.inherit(inherited, zeroMs);
    this.#captions.begin();
    this.#programme.takeOver(inherited.runs, inherited.replica.boundarySeconds);
  }

  /** To the server, where one is connected. */
  tell(message: Parameters<ControlSession['say']>[0]): void {
    this.#session?.say(message);
  }

  /** `ended`: the show is over. `suspended`: the process stops, and the show goes on in another. */
  close(how: 'ended' | 'suspended' = 'suspended'): Promise<void> {
    this.#closing ??= this.#close(how);
    return this.#closing;
  }

  async #close(how: 'ended' | 'suspended'): Promise<void> {
    const { showLog } = this.#options;
    this.#tracks.close();
    this.#captions.close();
    await this.#programme.close();
    await showLog.close(how);
    await this.#lifetime.close(how);
    this.events.emit('done', undefined);
  }

  #takeServer(channel: FrameChannel): void {
    const { log, showLog } = this.#options;
    this.#session?.close();
    this.#receiver.reset();
    this.#frontRow.reset();
    const session = new ControlSession({
      channel,
      programme: this.#programme,
      receiver: this.#receiver,
      frontRow: this.#frontRow,
      onTimed: (event) => {
        showLog.timed(event);
        this.#captions.typed(event);
      },
      onParticipant: (participant) => {
        this.#tracks.participant(participant);
        this.#captions.name(participant);
      },
      onTakeOver: () => this.#takeOver(),
      onGiveAway: () => showLog.giveAway(),
      onDecided: (id) => showLog.decided(id),
      onEnd: () => void this.#programme.started.then(() => this.close('ended')).catch(() => undefined),
      log,
    });
    this.#session = session;
    if (this.#isReady) session.ready(showLog.isPlayable);
    if (this.#standby?.isInStep) session.say({ kind: 'standing-by', state: 'in-step' });
    showLog.repeatStandby();
    log.info('programme.control | a server is connected');
    channel.events.on('closed', ({ reason }) => {
      if (this.#session !== session || this.#closing !== undefined) return;
      log.warn('programme.control | the server is gone', { reason });
      session.abandoned();
    });
  }

  async #addTrack(tap: Parameters<Programme['addTrack']>[0]): Promise<void> {
    try {
      // Audio flows by the first tick. A video's key frame is of use from then on only.
      if (tap.codec !== 'opus') await this.#programme.started;
      await this.#programme.addTrack(tap);
    } catch (error) {
      this.#options.log.warn('programme.track | could not be taken', { trackId: tap.trackId, error });
    }
  }

  #tracesOf(showLog: ShowLog, receiver: StageReceiver, programme: Programme): PartTraces {
    const { description, clock } = this.#options;
    const traces = new PartTraces({
      showId: description.showId,
      anchorWallMs: () => programme.anchorWallMs,
      isVideo: (id) => programme.renditions.some((each) => each.id === id && each.kind === 'video'),
      clock,
    });
    showLog.events.on('part', (part) => traces.part(part));
    receiver.events.on('track-added', (tap) => traces.watch(tap));
    programme.events.on('health', (health) => traces.health(health));
    return traces;
  }

  #tellParts(): void {
    const spans = this.#traces?.take() ?? [];
    if (spans.length > 0) this.tell({ kind: 'spans', spans });
    if (this.#parts.length === 0) return;
    this.tell({ kind: 'parts', behindMs: this.#parts });
    this.#parts = [];
  }
}
