import type { Worker } from 'node:worker_threads';
import { type Clock, type Log, ShowError, TypedEvents } from '#kernel';
import { type AudioMixInput, audioMixSchema } from './audio/audio-mix.js';
import { type ClipAction, type ClipFile, clipFileSchema } from './clip/clip-file.js';
import type { PublishedRun } from './encode/published-elsewhere.js';
import { type LayoutInput, layoutSchema } from './mix/layout/layout.js';
import type { BurnedCaption } from './overlay/burned-captions.js';
import { loadFace } from './overlay/faces.js';
import { type OverlaysInput, overlaysSchema, type SlateInput, slateSchema } from './overlay/overlays.js';
import {
  type ParticipantChange,
  type ParticipantInput,
  type ProgrammeParticipant,
  programmeParticipantSchema,
} from './participant.js';
import type { ProgrammeSink, RealtimeFrame, TrackFeed, TrackSink } from './ports.js';
import { PreparedThread } from './prepared-thread.js';
import type { ProgrammeEvent, ProgrammeHealth } from './programme-health.js';
import {
  type ProgrammeSettings,
  type ProgrammeSettingsInput,
  programmeSettingsSchema,
  type Rendition,
  renditionsOf,
  SAMPLE_RATE_HZ,
} from './settings.js';
import { ThreadLink, type ThreadSaying } from './thread-link.js';
import { type TransitionInput, transitionSchema } from './transition/transition.js';

export interface ProgrammeContext {
  clock: Clock;
  log: Log;
}

export interface ProgrammeEvents {
  event: ProgrammeEvent;
  /** Once a second. */
  health: ProgrammeHealth;
  /** For receivers in real time, while they are wanted. */
  frame: RealtimeFrame;
  /** What a microphone says, from this moment of the programme on at 16 kHz, while it is wanted. */
  speech: { participantId: string; programmeMs: number; samples: Int16Array };
  /** The thread is gone without having been closed. */
  died: { reason: string };
}

type Handlers = { [K in ThreadSaying['kind']]: (message: Extract<ThreadSaying, { kind: K }>) => void };

const CLOSE_DEADLINE_MS = 8_000;

/**
 * The video of each format and one audio out of everybody on stage, from `create` to `close` without a hole. It shows
 * its slate until told otherwise. All work is done in a thread of its own.
 */
export class Programme {
  readonly events = new TypedEvents<ProgrammeEvents>();
  readonly settings: ProgrammeSettings;
  /** The first tick is running. Rejects when it never will. */
  readonly started: Promise<void>;
  readonly #worker: Worker;
  readonly #context: ProgrammeContext;
  readonly #link: ThreadLink;
  readonly #feeds = new Map<number, TrackFeed>();
  readonly #participants = new Map<string, ProgrammeParticipant>();
  readonly #ended: Promise<void>;
  readonly #handlers: Handlers = {
    ready: ({ anchorWallMs }) => {
      this.#anchorWallMs = anchorWallMs;
      this.#onStarted();
    },
    failed: ({ message }) => this.#onNotStarted(notStarted(message)),
    closed: () => undefined,
    prepared: () => undefined,
    frame: ({ frame }) => this.events.emit('frame', frame),
    speech: ({ piece: { firstSample, ...piece } }) => {
      const programmeMs = this.anchorWallMs + (firstSample * 1_000) / SAMPLE_RATE_HZ;
      this.events.emit('speech', { ...piece, programmeMs });
    },
    'key-frame-wanted': ({ index }) => this.#feeds.get(index)?.requestKeyFrame(),
    'height-preferred': ({ index, heightPx }) => this.#feeds.get(index)?.preferHeight(heightPx),
    health: ({ health }) => {
      this.#health = health;
      this.events.emit('health', health);
    },
    event: ({ event }) => this.events.emit('event', event),
    log: ({ level, fact, fields }) => this.#context.log[level](fact, fields),
  };
  #onStarted: () => void = () => undefined;
  #onNotStarted: (error: Error) => void = () => undefined;
  #anchorWallMs: number | undefined;
  #nextIndex = 1;
  #health: ProgrammeHealth | undefined;
  #closing: Promise<void> | undefined;

  private constructor(
    settings: ProgrammeSettings,
    sink: ProgrammeSink,
    context: ProgrammeContext,
    worker: Worker,
  ) {
    this.settings = settings;
    this.#context = context;
    this.#worker = worker;
    this.#link = new ThreadLink({
      worker,
      sink,
      clock: context.clock,
      hear: (message) => (this.#handlers[message.kind] as (message: ThreadSaying) => void)(message),
    });
    this.started = new Promise((resolve, reject) => {
      this.#onStarted = resolve;
      this.#onNotStarted = reject;
    });
    this.started.catch(() => undefined);
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.once('error', (error) => this.#died(error.message));
    worker.once('exit', () => this.#died('the thread ended'));
  }

  /** Resolves when the first tick is running. */
  static async create(
    input: ProgrammeSettingsInput,
    sink: ProgrammeSink,
    context: ProgrammeContext,
  ): Promise<Programme> {
    const programme = Programme.start(input, sink, context);
    try {
      await programme.started;
      return programme;
    } catch (error) {
      // What the thread had started before it failed goes with it.
      await programme.#worker.terminate();
      throw error;
    }
  }

  /**
   * Encoders and decoders are being started; it may be told everything meanwhile. Packets before the first tick are for
   * nobody. What the encoders write goes to the sink. With `zeroWallMs` it goes along with a programme of another machine
   * that began then, and writes nothing before `takeOver`.
   */
  static start(
    input: ProgrammeSettingsInput,
    sink: ProgrammeSink,
    context: ProgrammeContext,
    prepared: PreparedThread = PreparedThread.start(),
    zeroWallMs?: number,
  ): Programme {
    const settings = programmeSettingsSchema.parse(input);
    const { worker } = prepared.isAlive ? prepared : PreparedThread.start();
    const programme = new Programme(settings, sink, context, worker);
    programme.#link.say({ kind: 'begin', settings, zeroWallMs });
    return programme;
  }

  /** The wall clock at the programme's zero: frame `n` was shown at this plus `n / frameRate` seconds. */
  get anchorWallMs(): number {
    if (this.#anchorWallMs === undefined) throw new Error('the programme has not started');
    return this.#anchorWallMs;
  }

  /** The streams that reach the sink, in the order of a master playlist. */
  get renditions(): Rendition[] {
    return renditionsOf(this.settings);
  }

  /** Connects a track of a participant. It is seen and heard while its participant is seated. */
  async addTrack(feed: TrackFeed): Promise<void> {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    this.#feeds.set(index, feed);
    const { trackId, participantId, source, codec, clockRateHz } = feed;
    this.#link.say({
      kind: 'track-added',
      track: { index, trackId, participantId, source, codec, clockRateHz },
    });
    await feed.open(this.#sinkOf(index, codec === 'opus' ? 'audio' : 'video'));
  }

  /** Forgets a track; its guest's tile turns into the placeholder, their audio fades. */
  removeTrack(trackId: string): void {
    for (const [index, feed] of this.#feeds) if (feed.trackId === trackId) this.#remove(index);
  }

  /** Brings a participant into the programme. */
  addParticipant(input: ParticipantInput): void {
    const participant = programmeParticipantSchema.parse(input);
    this.#participants.set(participant.id, participant);
    this.#link.say({ kind: 'participant-added', participant });
  }

  updateParticipant(id: string, change: ParticipantChange): void {
    const participant = this.#participants.get(id);
    if (participant) this.addParticipant({ ...participant, ...change, id });
  }

  removeParticipant(id: string): void {
    if (this.#participants.delete(id)) this.#link.say({ kind: 'participant-removed', id });
  }

  /** For every format that has no layout of its own. */
  setLayout(layout: LayoutInput): void {
    this.#link.say({ kind: 'layout', layout: layoutSchema.parse(layout) });
  }

  /** For one format, which has a layout of its own from now on. */
  setFormatLayout(formatId: string, layout: LayoutInput): void {
    this.#link.say({ kind: 'layout', format: formatId, layout: layoutSchema.parse(layout) });
  }

  setOverlays(input: OverlaysInput): void {
    const overlays = overlaysSchema.parse(input);
    loadFace(overlays.font);
    this.#link.say({ kind: 'overlays', overlays });
  }

  /** Some words that were said, for the formats into whose video this language is drawn. */
  putCaption(language: string, caption: BurnedCaption): void {
    this.#link.say({ kind: 'caption', language, caption });
  }

  /** An image that layouts and overlays name by this id. */
  addMedia(id: string, file: Uint8Array): void {
    this.#link.say({ kind: 'media', id, file });
  }

  /** A clip that layouts name by its id: it plays from the frame with which it is shown first. */
  addClip(file: ClipFile): void {
    this.#link.say({ kind: 'clip-added', file: clipFileSchema.parse(file) });
  }

  /** From the next tick on. A clip of audio alone plays beside whatever is shown. */
  actOnClip(id: string, action: ClipAction): void {
    this.#link.say({ kind: 'clip', id, action });
  }

  /** Layout and overlays with one frame, led in by a transition. */
  setScene(scene: { layout: LayoutInput; overlays: OverlaysInput; transition: TransitionInput }): void {
    const overlays = overlaysSchema.parse(scene.overlays);
    loadFace(overlays.font);
    this.#link.say({
      kind: 'scene',
      scene: {
        layout: layoutSchema.parse(scene.layout),
        overlays,
        transition: transitionSchema.parse(scene.transition),
      },
    });
  }

  /** How each source is heard, and whether the mix is levelled. */
  setAudioMix(audioMix: AudioMixInput): void {
    this.#link.say({ kind: 'audio-mix', audioMix: audioMixSchema.parse(audioMix) });
  }

  /** Shows a slate instead of the stage, and nobody is heard; without one the stage is back. */
  setSlate(slate: SlateInput | undefined): void {
    this.#link.say({ kind: 'slate', slate: slate && slateSchema.parse(slate) });
  }

  /** Goes on where the programme that it went along with ended. `boundarySeconds`: where a segment begins. */
  takeOver(runs: readonly PublishedRun[], boundarySeconds: number | undefined): void {
    this.#link.say({ kind: 'take-over', runs: [...runs], boundarySeconds });
  }

  /** Frames of the main format and of the audio as they are encoded, for settings that are `realtime`. */
  wantFrames(isWanted: boolean): void {
    this.#link.say({ kind: 'frames-wanted', isWanted });
  }

  /** What each microphone says, as the audience hears it: for captions. */
  wantSpeech(isWanted: boolean): void {
    this.#link.say({ kind: 'speech-wanted', isWanted });
  }

  /** What was measured in the last second; nothing in the first. */
  health(): ProgrammeHealth | undefined {
    return this.#health;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const index of [...this.#feeds.keys()]) this.#remove(index);
    this.#link.say({ kind: 'close' });
    const cancel = this.#context.clock.after(CLOSE_DEADLINE_MS, () => void this.#worker.terminate());
    await this.#ended;
    cancel();
    this.events.clear();
  }

  #sinkOf(index: number, kind: 'video' | 'audio'): TrackSink {
    return {
      packet: this.#link.packetsOf(index, kind),
      senderReport: ({ ntpMs, rtpTimestamp }) =>
        this.#link.say({ kind: 'track-report', index, ntpMs, rtpTimestamp }),
      paused: (isPaused) => {
        this.#link.flush();
        this.#link.say({ kind: 'track-paused', index, isPaused });
      },
      closed: () => this.#remove(index),
    };
  }

  #remove(index: number): void {
    const feed = this.#feeds.get(index);
    if (!feed) return;
    this.#feeds.delete(index);
    this.#link.say({ kind: 'track-removed', index });
    feed.close();
  }

  #died(reason: string): void {
    this.#onNotStarted(notStarted(reason));
    if (this.#closing !== undefined || this.#anchorWallMs === undefined) return;
    this.#context.log.error('compositor.programme | thread died', { reason });
    this.events.emit('died', { reason });
  }
}

const notStarted = (reason: string): ShowError =>
  new ShowError({
    code: 'programme-not-started',
    message: `The programme did not start: ${reason}`,
    blame: 'us',
  });
