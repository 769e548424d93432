import { availableParallelism } from 'node:os';
import { type Clock, Lifetime, type Log, ProcessorLoad } from '#kernel';
import { audioEncoderPlan, videoEncoderPlan } from './encode/encoder-arguments.js';
import { EncoderKeeper } from './encode/encoder-keeper.js';
import { CpuWatch } from './load/cpu-watch.js';
import { Ladder } from './load/ladder.js';
import { CanvasRing, type RingCanvas } from './mix/canvas-ring.js';
import { i420Bytes } from './mix/i420.js';
import type { Layout } from './mix/layout/layout.js';
import { Painter } from './mix/painter.js';
import { TickClock } from './mix/tick-clock.js';
import { TickTimes } from './mix/tick-times.js';
import { OverlayDesk } from './overlay/overlay-desk.js';
import type { Overlays, Slate } from './overlay/overlays.js';
import { drawBackground } from './overlay/picture-file.js';
import type { ProgrammeSink } from './ports.js';
import type { ProgrammeHealth } from './programme-health.js';
import { Roster, type RosterOutput } from './roster.js';
import { Scene } from './scene.js';
import {
  AUDIO_RENDITION,
  type ProgrammeSettings,
  renditionsOf,
  SAMPLE_RATE_HZ,
  videoRenditions,
} from './settings.js';
import { LIMITER_DELAY_SAMPLES } from './sound/limiter.js';
import { Mixer } from './sound/mixer.js';
import { OpusSource } from './sound/opus-source.js';
import { SoundFeed } from './sound/sound-feed.js';
import { SpeakerWatch } from './sound/speaker-watch.js';
import { DecoderPool } from './source/decoder-pool.js';
import { LateThread } from './source/late-thread.js';
import { trackHealth } from './track-health.js';

export interface EngineOutput extends RosterOutput, ProgrammeSink {
  health(health: ProgrammeHealth): void;
}

export interface EngineOptions {
  settings: ProgrammeSettings;
  clock: Clock;
  log: Log;
  output: EngineOutput;
}

/** Canvases: one being drawn, the others on their way to an encoder that may be starting. */
const CANVASES = 8;
/** Frames that may wait for the encoder, as the same canvas again and again: viewers are late by as much. */
const MOST_BEHIND_SECONDS = 15;
/** Further behind than this, time was lost, not a tick late: the machine slept. */
const LOST_SECONDS = 5;
const LIMITER_DELAY_MS = (LIMITER_DELAY_SAMPLES * 1_000) / SAMPLE_RATE_HZ;

/** The programme's loop. One frame and its exact share of samples at every tick, whatever the guests do. */
export class Engine {
  readonly anchorWallMs: number;
  readonly roster: Roster;
  readonly #options: EngineOptions;
  readonly #lifetime = new Lifetime();
  readonly #ticks: TickClock;
  readonly #anchorMs: number;
  readonly #video: EncoderKeeper;
  readonly #audio: EncoderKeeper;
  readonly #soundFeed: SoundFeed;
  readonly #mixer: Mixer;
  readonly #ring: CanvasRing;
  readonly #painter: Painter;
  readonly #scene: Scene;
  readonly #desk: OverlayDesk;
  readonly #speakers = new SpeakerWatch();
  readonly #times = new TickTimes();
  readonly #thread = new LateThread();
  readonly #cpu = new CpuWatch();
  readonly #machine = new ProcessorLoad();
  readonly #ladder: Ladder;
  #tick = 0;
  #repeated = 0;
  #last: RingCanvas | undefined;
  #healthAtTick = 0;
  #healthAtMs: number;
  #loop = performance.eventLoopUtilization();
  #cancelTimer: () => void = () => undefined;

  private constructor(options: EngineOptions, video: EncoderKeeper, audio: EncoderKeeper, pool: DecoderPool) {
    const { settings, clock, log, output } = options;
    this.#options = options;
    this.#video = video;
    this.#audio = audio;
    this.#soundFeed = new SoundFeed(audio);
    this.#mixer = new Mixer();
    this.#mixer.setDucking(true);
    const { width, height } = settings;
    this.#ring = new CanvasRing(width, height, CANVASES);
    this.#painter = new Painter(width, height);
    this.#desk = new OverlayDesk(width, height);
    this.#scene = new Scene({ width, height }, pool, (event) => output.event(event));
    this.roster = new Roster({ clock, log, pool, thread: this.#thread, mixer: this.#mixer, output });
    this.#anchorMs = clock.monotonicMs();
    this.#healthAtMs = this.#anchorMs;
    this.#ladder = new Ladder(settings);
    this.anchorWallMs = clock.wallMs();
    this.#ticks = new TickClock(this.#anchorMs, settings.frameRate);
    for (const part of [this.#audio, this.#video, pool, this.roster])
      this.#lifetime.adopt(() => part.close());
    this.#lifetime.adopt(() => this.#cancelTimer());
  }

  static async create(options: EngineOptions): Promise<Engine> {
    const { settings, clock } = options;
    const [video, audio, pool] = await Promise.all([
      startVideo(options),
      startAudio(options),
      DecoderPool.create({ ffmpegPath: settings.ffmpegPath, clock, size: settings.warmDecoders }),
      warmUp(),
    ]);
    const engine = new Engine(options, video, audio, pool);
    engine.#schedule();
    return engine;
  }

  setLayout(layout: Layout): void {
    this.#scene.setLayout(layout);
    this.#painter.setBackground(layout.background);
    if (!layout.backgroundImage) return;
    const { width, height } = this.#options.settings;
    drawBackground(layout.backgroundImage, width, height).then(
      (image) => {
        if (this.#scene.layout === layout) this.#painter.setBackground(layout.background, image);
      },
      () => this.#options.log.warn('compositor.setLayout | background is no picture'),
    );
  }

  setOverlays(overlays: Overlays): void {
    this.#mixer.setDucking(overlays.duckScreenSound);
    this.#desk
      .setOverlays(overlays)
      .catch(() => this.#options.log.warn('compositor.setOverlays | logo is no picture'));
  }

  setSlate(slate: Slate | undefined): void {
    this.#desk.setSlate(slate);
    this.#mixer.setMuted(slate !== undefined);
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
    this.#sound(tick, localMs);
    const canvas = isRepeat ? undefined : this.#draw(localMs);
    if (!canvas) this.#repeated += 1;
    this.#send(canvas ?? this.#last, tick);
  }

  #draw(localMs: number): RingCanvas | undefined {
    const { clock } = this.#options;
    const elapsedMs = localMs - this.#anchorMs;
    const overlays = this.#desk.placed({ wallMs: this.anchorWallMs + elapsedMs, elapsedMs });
    const tiles = this.#scene.tiles(this.roster.seated, {
      localMs,
      nowMs: clock.monotonicMs(),
      tickMs: this.#ticks.tickMs,
      activeSpeaker: this.#speakers.active,
      labels: this.#desk.overlays.labels,
      accent: this.#desk.overlays.accent,
      floor: this.#desk.floor,
    });
    const canvas = this.#ring.take();
    if (canvas) this.#painter.paint(canvas.picture, this.#desk.slate ? [] : tiles, overlays);
    return canvas;
  }

  #send(canvas: RingCanvas | undefined, tick: number): void {
    if (!canvas) return;
    this.#last = canvas;
    canvas.readers += 1;
    this.#video.write(canvas.picture.data, tick, () => {
      canvas.readers -= 1;
    });
  }

  #sound(tick: number, localMs: number): void {
    const count = this.#ticks.sampleShare(tick);
    const { tickMs } = this.#ticks;
    const samples = new Float32Array(count * 2);
    this.#mixer.render(localMs + LIMITER_DELAY_MS, count, tickMs, samples);
    this.#soundFeed.push(samples, this.#ticks.samplesBefore(tick));
    for (const guest of this.roster.seated) {
      const microphone = guest.sound('microphone');
      const isHeard = microphone && !guest.seat?.muted;
      this.#speakers.hear(guest.id, isHeard ? this.#mixer.levelOf(`${microphone.opening.index}`) : 0, tickMs);
    }
    this.#speakers.keepOnly(this.roster.seated.map((guest) => guest.id));
    if (!this.#speakers.step(tickMs)) return;
    this.#options.output.event({ kind: 'speaker-changed', participantId: this.#speakers.active });
  }

  /** Time was lost for good: the encoders begin anew at the tick that is now, and say so. */
  #skip(skippedTicks: number): void {
    this.#tick += skippedTicks;
    this.#options.output.event({ kind: 'fell-behind', skippedTicks });
    this.#video.restart();
    this.#audio.restart();
  }

  #reportHealth(): void {
    const { clock, output } = this.#options;
    const nowMs = clock.monotonicMs();
    const seconds = (nowMs - this.#healthAtMs) / 1_000;
    this.#healthAtTick = this.#tick;
    this.#healthAtMs = nowMs;
    const health = this.#health(seconds);
    output.health(health);
    this.#reviewLadder(health.encoderBehindFrames);
  }

  /** A rung goes or comes back at the next key frame; the others go on without losing a frame. */
  #reviewLadder(behindFrames: number): void {
    const { settings, output, log } = this.#options;
    const idleCores = (1 - this.#machine.look()) * availableParallelism();
    const change = this.#ladder.step({ behindFrames, idleCores });
    if (!change) return;
    const renditionId = change.rung.id;
    if (change.kind === 'shed')
      log.warn('compositor.ladder | the machine does not carry it', { renditionId, behindFrames });
    else log.info('compositor.ladder | the machine has room again', { renditionId, idleCores });
    output.event({ kind: `rung-${change.kind}`, renditionId });
    this.#video.handOver(videoEncoderPlan(settings, this.#ladder.rungs));
  }

  #cores(seconds: number): number {
    const children = [this.#video.pid, this.#audio.pid, ...this.roster.decoderPids];
    const pids = children.filter((pid) => pid !== undefined);
    const loop = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(loop, this.#loop);
    this.#loop = loop;
    return this.#cpu.coresSinceLast(pids, seconds) + utilization;
  }

  #health(seconds: number): ProgrammeHealth {
    const { settings } = this.#options;
    const behind = this.#video.pendingBytes / i420Bytes(settings.width, settings.height);
    const { median, worst } = this.#times.summary();
    const tracks = trackHealth(this.roster.guests, seconds);
    return {
      ticks: this.#tick,
      repeatedFrames: this.#repeated,
      droppedFrames: tracks.droppedFrames,
      lateTicks: this.#times.lateTicks,
      tickMsMedian: median,
      tickMsWorst: worst,
      videoEncoderRestarts: this.#video.restarts,
      audioEncoderRestarts: this.#audio.restarts,
      encoderSpeed: Math.max(0, 1 - Math.max(0, behind - 1) / settings.frameRate / Math.max(1, seconds)),
      encoderBehindFrames: behind,
      soundLateMs: tracks.soundLateMs,
      cores: this.#cores(seconds),
      rungs: this.#ladder.rungs.map((rung) => rung.id),
      ...(this.#speakers.active === undefined ? {} : { activeSpeaker: this.#speakers.active }),
      tracks: tracks.tracks,
    };
  }
}

function startVideo({ settings, clock, log, output }: EngineOptions): Promise<EncoderKeeper> {
  return EncoderKeeper.create({
    kind: 'video',
    ffmpegPath: settings.ffmpegPath,
    plan: videoEncoderPlan(settings, videoRenditions(settings)),
    perSecond: settings.frameRate,
    keyUnits: Math.round(settings.keyFrameSeconds * settings.frameRate),
    mostPendingBytes: MOST_BEHIND_SECONDS * settings.frameRate * i420Bytes(settings.width, settings.height),
    clock,
    log,
    sink: output,
    onDied: (reason) => output.event({ kind: 'encoder-died', encoder: 'video', reason }),
  });
}

function startAudio({ settings, clock, log, output }: EngineOptions): Promise<EncoderKeeper> {
  const rendition = renditionsOf(settings).find((one) => one.id === AUDIO_RENDITION);
  if (!rendition) throw new Error('a programme without sound');
  return EncoderKeeper.create({
    kind: 'audio',
    ffmpegPath: settings.ffmpegPath,
    plan: audioEncoderPlan(settings, rendition),
    perSecond: SAMPLE_RATE_HZ,
    keyUnits: 1,
    mostPendingBytes: MOST_BEHIND_SECONDS * SAMPLE_RATE_HZ * 8,
    clock,
    log,
    sink: output,
    onDied: (reason) => output.event({ kind: 'encoder-died', encoder: 'audio', reason }),
  });
}

/** Compiles the sound decoder before the first guest needs it. */
async function warmUp(): Promise<void> {
  (await OpusSource.create()).free();
}
