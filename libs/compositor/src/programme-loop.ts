import { type Clock, Lifetime, type Log, ProcessorLoad } from '#kernel';
import type { AudioMix } from './audio/audio-mix.js';
import { LIMITER_DELAY_SAMPLES } from './audio/limiter.js';
import type { Mixer } from './audio/mixer.js';
import { SpeakerWatch } from './audio/speaker-watch.js';
import type { SpeechPiece } from './audio/speech-tap.js';
import { SpeechTap } from './audio/speech-tap.js';
import type { ClipAction, ClipFile } from './clip/clip-file.js';
import type { Clips } from './clip/clips.js';
import type { PublishedRun } from './encode/published-elsewhere.js';
import type { FormatVideo } from './format-video.js';
import { CpuWatch } from './load/cpu-watch.js';
import type { LoopParts } from './loop-parts.js';
import { LoopStart } from './loop-start.js';
import type { Stills } from './media/stills.js';
import type { Layout } from './mix/layout/layout.js';
import { TickClock } from './mix/tick-clock.js';
import { TickTimes } from './mix/tick-times.js';
import type { BurnedCaption } from './overlay/burned-captions.js';
import type { Overlays, Slate } from './overlay/overlays.js';
import type { ProgrammeSink, RealtimeFrame } from './ports.js';
import type { ProgrammeAudio } from './programme-audio.js';
import type { ProgrammeHealth } from './programme-health.js';
import { Roster, type RosterOutput } from './roster.js';
import type { SceneTile } from './scene.js';
import { type ProgrammeSettings, SAMPLE_RATE_HZ } from './settings.js';
import type { DecoderPool } from './source/decoder-pool.js';
import { LateThread } from './source/late-thread.js';
import { assignTiles, expectAnother } from './tile-decoding.js';
import { trackHealth } from './track-health.js';
import type { SceneChange } from './transition/scene-changes.js';

export interface ProgrammeLoopOutput extends RosterOutput, ProgrammeSink {
  health(health: ProgrammeHealth): void;
  frame(frame: RealtimeFrame): void;
  speech(piece: SpeechPiece): void;
}

export interface ProgrammeLoopOptions {
  settings: ProgrammeSettings;
  clock: Clock;
  log: Log;
  output: ProgrammeLoopOutput;
  /** A programme of another machine is published: this one goes along with its ticks, which began then. */
  zeroWallMs?: number | undefined;
}

/** Further behind than this, time was lost, not a tick late: the machine slept. */
const LOST_SECONDS = 5;
const LIMITER_DELAY_MS = (LIMITER_DELAY_SAMPLES * 1_000) / SAMPLE_RATE_HZ;

/** The programme's loop: at every tick one frame of each format and the exact share of samples, whatever guests do. */
export class ProgrammeLoop {
  readonly roster: Roster;
  readonly #options: ProgrammeLoopOptions;
  readonly #lifetime = new Lifetime();
  readonly #ticks: TickClock;
  readonly #start: LoopStart;
  readonly #zeroWallMs: number;
  readonly #formats: readonly FormatVideo[];
  /** Ids of formats that the programme's layout does not reach. */
  readonly #ownLayouts: Set<string>;
  readonly #audio: ProgrammeAudio;
  readonly #pool: DecoderPool;
  readonly #stills: Stills;
  readonly #clips: Clips;
  readonly #mixer: Mixer;
  readonly #speakers = new SpeakerWatch();
  readonly #times = new TickTimes();
  readonly #thread = new LateThread();
  readonly #cpu = new CpuWatch();
  readonly #machine = new ProcessorLoad();
  #tick = 0;
  #healthAtTick = 0;
  #healthAtMs: number;
  #loop = performance.eventLoopUtilization();
  #cancelTimer: () => void = () => undefined;
  #speech: SpeechTap | undefined;

  private constructor(options: ProgrammeLoopOptions, parts: LoopParts) {
    const { formats, audio, pool, stills, mixer, clips } = parts;
    const { settings, clock, log, output } = options;
    this.#options = options;
    this.#formats = formats;
    this.#ownLayouts = new Set(formats.flatMap(({ format }) => (format.layout ? [format.id] : [])));
    this.#audio = audio;
    this.#pool = pool;
    this.#stills = stills;
    this.#clips = clips;
    this.#mixer = mixer;
    mixer.setDucking(true);
    this.roster = new Roster({ clock, log, pool, thread: this.#thread, mixer, output });
    const nowMs = clock.monotonicMs();
    const isElsewhere = options.zeroWallMs !== undefined;
    this.#zeroWallMs = options.zeroWallMs ?? clock.wallMs();
    this.#healthAtMs = nowMs;
    this.#ticks = new TickClock(nowMs - (clock.wallMs() - this.#zeroWallMs), settings.frameRate);
    this.#start = new LoopStart(this.#ticks, isElsewhere ? undefined : nowMs);
    if (isElsewhere) this.#tick = this.#ticks.nextTick(nowMs);
    this.#healthAtTick = this.#tick;
    for (const part of [audio, ...formats, pool, this.roster, stills, clips])
      this.#lifetime.adopt(() => part.close());
    this.#lifetime.adopt(() => this.#cancelTimer());
    this.#lifetime.adopt(() => this.#start.close());
  }

  /** The wall clock at tick 0, once `onTime` has said so. */
  get anchorWallMs(): number {
    return this.#zeroWallMs + this.#start.postponedMs;
  }

  /** Ticks come when they are due: from now on the clock stays. */
  get onTime(): Promise<void> {
    return this.#start.onTime;
  }

  /** The first tick is now; the parts belong to the loop from now on. */
  static begin(options: ProgrammeLoopOptions, parts: LoopParts): ProgrammeLoop {
    const engine = new ProgrammeLoop(options, parts);
    engine.#schedule();
    return engine;
  }

  /** For one format, which has a layout of its own from now on, or for all that have none. */
  setLayout(layout: Layout, formatId?: string): void {
    if (formatId !== undefined) this.#ownLayouts.add(formatId);
    for (const video of this.#formats) {
      const { id } = video.format;
      if (formatId === undefined ? !this.#ownLayouts.has(id) : id === formatId) video.setLayout(layout);
      else if (formatId === undefined) video.setMedia(layout.media);
    }
  }

  /** An image that layouts and overlays name by this id. */
  addMedia(id: string, file: Uint8Array): void {
    this.#stills.add(id, file);
  }

  /** A clip that layouts name by its id: it plays from the frame with which it is shown first. */
  addClip(file: ClipFile): void {
    this.#clips.add(file);
  }

  actOnClip(id: string, action: ClipAction): void {
    this.#clips.act(id, action);
  }

  /** All formats show it with the same frame, where its images are drawn by then. */
  setScene({ layout, ...others }: SceneChange): void {
    if (others.overlays) this.#mixer.setDucking(others.overlays.duckScreenAudio);
    for (const video of this.#formats) {
      const isOwn = this.#ownLayouts.has(video.format.id);
      video.setScene({ ...others, ...(layout && !isOwn ? { layout } : {}) });
      if (layout && isOwn) video.setMedia(layout.media);
    }
  }

  setOverlays(overlays: Overlays): void {
    this.#mixer.setDucking(overlays.duckScreenAudio);
    for (const format of this.#formats) format.setOverlays(overlays);
  }

  setAudioMix(audioMix: AudioMix): void {
    this.#mixer.setLevelling(audioMix.levelling);
    this.roster.setAudioMix(audioMix);
    this.#clips.setAudioMix(audioMix);
  }

  putCaption(language: string, caption: BurnedCaption): void {
    const atMs = this.anchorWallMs + this.#options.clock.monotonicMs() - this.#ticks.anchorMs;
    for (const format of this.#formats) format.putCaption(language, caption, atMs);
  }

  setSlate(slate: Slate | undefined): void {
    for (const format of this.#formats) format.setSlate(slate);
    this.#mixer.setMuted(slate !== undefined);
  }

  /** Whether anybody wants to know what microphones say. */
  wantSpeech(isWanted: boolean): void {
    const speech = isWanted ? new SpeechTap((piece) => this.#options.output.speech(piece)) : undefined;
    this.#speech = speech;
    this.#mixer.listen(
      speech &&
        ((id, left, right, count) => {
          const participantId = this.roster.track(Number(id))?.opening.participantId;
          const firstSample = this.#ticks.samplesBefore(this.#tick - 1);
          if (participantId !== undefined) speech.hear(participantId, firstSample, left, right, count);
        }),
    );
  }

  /** Ends standing by: encoders go on where those of the other machine ended. */
  takeOver(runs: readonly PublishedRun[], boundarySeconds: number | undefined): void {
    this.#audio.takeOver(runs, this.#options.settings);
    for (const format of this.#formats) format.takeOver(runs, boundarySeconds);
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }

  #schedule(): void {
    if (this.#lifetime.isClosed) return;
    const { clock } = this.#options;
    const waitMs = Math.max(0, this.#ticks.dueMs(this.#tick) - clock.monotonicMs());
    this.#cancelTimer = clock.after(waitMs, () => this.#run());
  }

  #run(): void {
    if (this.#lifetime.isClosed) return;
    const { clock, settings } = this.#options;
    const beganMs = clock.monotonicMs();
    this.#start.ticks(this.#tick, beganMs);
    const due = this.#ticks.nextTick(beganMs) - this.#tick;
    this.#thread.ticked(due, beganMs);
    if (due > LOST_SECONDS * settings.frameRate) this.#skip(due - 1);
    else for (let late = 1; late < due; late += 1) this.#runTick(true);
    const lateMs = beganMs - this.#ticks.dueMs(this.#tick);
    if (due > 0) {
      this.#runTick(false);
      this.#times.note(lateMs, clock.monotonicMs() - beganMs, this.#ticks.tickMs);
    }
    if (this.#tick - this.#healthAtTick >= settings.frameRate) this.#reportHealth();
    this.#schedule();
  }

  #runTick(isRepeat: boolean): void {
    const tick = this.#tick;
    this.#tick += 1;
    const localMs = this.#ticks.dueMs(tick);
    this.#clips.advance();
    this.#mix(tick, localMs);
    this.#show(tick, localMs, isRepeat);
  }

  /** Tracks learn their tiles in all formats before any format asks them for a frame. */
  #show(tick: number, localMs: number, isRepeat: boolean): void {
    const due = this.#formats.filter((format) => format.isDue(tick));
    const nowMs = this.#options.clock.monotonicMs();
    const elapsedMs = localMs - this.#ticks.anchorMs;
    const activeSpeaker = this.#speakers.active;
    const moment = {
      ...{ tick, localMs, nowMs, elapsedMs, activeSpeaker },
      tickMs: this.#ticks.tickMs,
      wallMs: this.anchorWallMs + elapsedMs,
    };
    const guests = this.roster.seated;
    const placed = isRepeat
      ? undefined
      : new Map(this.#formats.map((format) => [format, format.place(guests, activeSpeaker)]));
    if (placed) {
      const coming = this.#formats.map((format) => format.coming);
      assignTiles(guests, [...placed.values(), ...coming], nowMs);
      expectAnother(
        this.#pool,
        this.#formats.flatMap(({ scene }) => scene.nextTile() ?? []),
      );
    }
    if (placed) this.#showClips(placed);
    for (const format of due) format.produce(moment, placed?.get(format));
  }

  /** A clip that a format shows plays in all of them, one that a format waits for is read ahead. */
  #showClips(placed: ReadonlyMap<FormatVideo, readonly SceneTile[]>): void {
    const shown = [...placed.values()].flatMap((tiles) =>
      tiles.flatMap(({ tile }) => (tile.source === 'media' ? [tile.personId] : [])),
    );
    const expected = this.#formats.flatMap(({ expectedMedia }) => expectedMedia ?? []);
    this.#clips.show(new Set(shown), new Set(expected));
  }

  #mix(tick: number, localMs: number): void {
    const count = this.#ticks.sampleShare(tick);
    const { tickMs } = this.#ticks;
    const samples = new Float32Array(count * 2);
    this.#mixer.render(localMs + LIMITER_DELAY_MS, count, tickMs, samples);
    this.#audio.push(samples, this.#ticks.samplesBefore(tick));
    this.#speech?.keepOnly(this.#ticks.samplesBefore(tick));
    for (const guest of this.roster.seated) {
      const microphone = guest.audio('microphone');
      const isHeard = microphone && !guest.participant?.muted;
      this.#speakers.hear(guest.id, isHeard ? this.#mixer.levelOf(`${microphone.opening.index}`) : 0, tickMs);
    }
    this.#speakers.keepOnly(this.roster.seated.map((guest) => guest.id));
    if (!this.#speakers.step(tickMs)) return;
    this.#options.output.event({ kind: 'speaker-changed', participantId: this.#speakers.active });
  }

  /** Time was lost for good: the encoders go on at the tick that is now, and say so. */
  #skip(skippedTicks: number): void {
    this.#tick += skippedTicks;
    this.#options.output.event({ kind: 'fell-behind', skippedTicks });
    for (const part of [this.#audio, ...this.#formats]) part.restart();
  }

  #reportHealth(): void {
    const { clock, output } = this.#options;
    const nowMs = clock.monotonicMs();
    const seconds = (nowMs - this.#healthAtMs) / 1_000;
    this.#healthAtTick = this.#tick;
    this.#healthAtMs = nowMs;
    output.health(this.#health(seconds));
    const idleShare = 1 - this.#machine.look();
    for (const format of this.#formats) format.reviewLadder(idleShare);
  }

  #cores(seconds: number): number {
    const encoders = [this.#audio, ...this.#formats].flatMap((part) => part.pids);
    const loop = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(loop, this.#loop);
    this.#loop = loop;
    return this.#cpu.coresSinceLast([...encoders, ...this.roster.decoderPids], seconds) + utilization;
  }

  #health(seconds: number): ProgrammeHealth {
    const { settings } = this.#options;
    const behind = Math.max(...this.#formats.map((format) => format.behindFrames));
    const { median, worst } = this.#times.summary();
    // The tick that was mixed last.
    const localMs = this.#ticks.dueMs(this.#tick - 1);
    const moment = { localMs, elapsedMs: localMs - this.#ticks.anchorMs };
    const tracks = trackHealth(this.roster.guests, seconds, moment);
    const sum = (count: (format: FormatVideo) => number) =>
      this.#formats.reduce((total, format) => total + count(format), 0);
    return {
      ticks: this.#tick,
      repeatedFrames: sum((format) => format.repeatedFrames),
      droppedFrames: tracks.droppedFrames,
      lateTicks: this.#times.lateTicks,
      tickMsMedian: median,
      tickMsWorst: worst,
      videoEncoderRestarts: sum((format) => format.encoderRestarts),
      audioEncoderRestarts: this.#audio.encoderRestarts,
      encoderSpeed: Math.max(0, 1 - Math.max(0, behind - 1) / settings.frameRate / Math.max(1, seconds)),
      encoderBehindFrames: behind,
      soundLateMs: tracks.soundLateMs,
      loudness: this.#mixer.loudness,
      cores: this.#cores(seconds),
      rungs: this.#formats.flatMap((format) => format.rungs),
      replacedEncoders: this.#formats.flatMap(({ replacedEncoder }) => replacedEncoder ?? []),
      ...(this.#speakers.active === undefined ? {} : { activeSpeaker: this.#speakers.active }),
      tracks: tracks.tracks,
    };
  }
}
