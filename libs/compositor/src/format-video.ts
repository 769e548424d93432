import { availableParallelism } from 'node:os';
import type { Clips } from './clip/clips.js';
import type { ContinuousEncoder } from './encode/continuous-encoder.js';
import { videoEncoderPlan } from './encode/encoder-arguments.js';
import { type EncoderFault, FailingDevice } from './encode/failing-device.js';
import { FrameHistory, type HeldCanvas } from './encode/frame-history.js';
import { goesOnFrom, type PublishedRun } from './encode/published-elsewhere.js';
import { videoInput } from './encode/run-input.js';
import {
  copiedRung,
  type FormatEncoderOptions,
  formatPlan,
  type StartedEncoder,
  startFormatEncoder,
  withX264,
} from './format-encoder.js';
import type { Guest } from './guest.js';
import { Ladder } from './load/ladder.js';
import type { Stills } from './media/stills.js';
import { i420Bytes } from './mix/i420.js';
import type { Layout } from './mix/layout/layout.js';
import { Painter } from './mix/painter.js';
import type { BackgroundImages } from './overlay/background-images.js';
import type { BurnedCaption } from './overlay/burned-captions.js';
import { FormatOverlays } from './overlay/format-overlays.js';
import type { Overlays, Slate } from './overlay/overlays.js';
import { Passthrough, type WholeSource } from './passthrough/passthrough.js';
import { wholeSource } from './passthrough/whole-source.js';
import type { ReplacedEncoder } from './programme-health.js';
import { hasVideo, Scene, type SceneTile } from './scene.js';
import { type Format, ladderOf, MAIN_FORMAT, type Rendition } from './settings.js';
import { type SceneChange, SceneChanges } from './transition/scene-changes.js';

export interface FormatVideoOptions extends FormatEncoderOptions {
  backgrounds: BackgroundImages;
  stills: Stills;
  clips: Clips;
}

/** The moment of a tick, the same for every format. */
export interface FormatMoment {
  tick: number;
  /** The local time that this tick stands for. */
  localMs: number;
  nowMs: number;
  tickMs: number;
  /** The wall clock at this tick, and the time since the programme began. */
  wallMs: number;
  elapsedMs: number;
  activeSpeaker: string | undefined;
}

/** A spare encoder goes back this far at most: a part, the time to notice a process that hangs, and some load. */
const HISTORY_SECONDS = 1.6;
/** Of another machine it is known later that it is gone: by its silence. */
const STANDBY_HISTORY_SECONDS = 4;
const HISTORY_BYTES = 192 * 1024 * 1024;
/** Without as many an encoder that starts would make frames repeat. */
const FEWEST_CANVASES = 8;

/** The video of one format: its scene on its canvas, and the encoder of its ladder. */
export class FormatVideo {
  readonly format: Format;
  readonly scene: Scene;
  readonly #options: FormatVideoOptions;
  readonly #encoder: ContinuousEncoder;
  readonly #history: FrameHistory;
  readonly #painter: Painter;
  readonly #overlays: FormatOverlays;
  readonly #ladder: Ladder;
  readonly #changes: SceneChanges;
  readonly #passthrough: Passthrough | undefined;
  readonly #ticksPerFrame: number;
  readonly #device = new FailingDevice();
  /** With the encoder that makes it. */
  #encoded: Format;
  /** All that the canvas shows, and in its own size. */
  #whole: WholeSource | undefined;
  #last: HeldCanvas | undefined;
  #coming: readonly SceneTile[] = [];
  #repeated = 0;

  private constructor(options: FormatVideoOptions, history: FrameHistory, started: StartedEncoder) {
    const { format, settings } = options;
    const { width, height } = format;
    this.#options = options;
    this.format = format;
    this.#encoded = started.format;
    this.#encoder = started.encoder;
    this.#history = history;
    this.#painter = new Painter(width, height);
    this.#overlays = new FormatOverlays(width, height, options.stills);
    this.#changes = new SceneChanges(options.clock);
    this.#ladder = new Ladder(format, settings.recoverySeconds);
    this.#ticksPerFrame = settings.frameRate / format.frameRate;
    const copied = copiedRung(options);
    this.#passthrough = copied && this.#createPassthrough(copied);
    const isMain = format.id === MAIN_FORMAT;
    this.scene = new Scene({ width, height }, options, isMain ? options.event : () => undefined);
    if (format.layout) this.#applyLayout(format.layout);
  }

  static async create(options: FormatVideoOptions): Promise<FormatVideo> {
    const history = historyOf(options.format, options.standsBy ? STANDBY_HISTORY_SECONDS : HISTORY_SECONDS);
    let video: FormatVideo | undefined;
    const started = await startFormatEncoder(options, history, (fault) => {
      if (video) video.#encoderFailed(fault);
    });
    video = new FormatVideo(options, history, started);
    return video;
  }

  /** The encoder that is set does not work here: another one makes the format. */
  get replacedEncoder(): ReplacedEncoder | undefined {
    const { id, encoder } = this.format;
    return encoder === this.#encoded.encoder ? undefined : { format: id, encoder };
  }

  get pids(): number[] {
    return this.#encoder.pids;
  }

  get encoderRestarts(): number {
    return this.#encoder.restarts;
  }

  get repeatedFrames(): number {
    return this.#repeated;
  }

  /** Input that the encoder has not taken, in frames. */
  get behindFrames(): number {
    return this.#encoder.pendingBytes / i420Bytes(this.format.width, this.format.height);
  }

  get rungs(): string[] {
    return this.#ladder.rungs.map((rung) => rung.id);
  }

  /** An image that is new to the programme is drawn first. */
  setLayout(layout: Layout): void {
    if (this.#changes.isWaiting || !this.scene.isDrawn(layout)) this.#changes.push({ layout });
    else this.#applyLayout(layout);
  }

  /** The layout stays as it is, with another image in the large place. */
  setMedia(media: string | undefined): void {
    const { media: _before, ...layout } = this.#changes.layout ?? this.scene.layout;
    this.setLayout(media === undefined ? layout : { ...layout, media });
  }

  /** All of it with one frame, by its transition. */
  setScene(change: SceneChange): void {
    this.#changes.push(change);
  }

  #applyLayout(layout: Layout): void {
    const { width, height } = this.format;
    const { backgrounds, log } = this.#options;
    this.scene.setLayout(layout);
    const file = layout.backgroundImage;
    const known = file && backgrounds.find(file, width, height);
    this.#painter.setBackground(layout.background, known);
    if (!file || known) return;
    backgrounds.draw(file, width, height).then(
      (image) => {
        if (this.scene.layout === layout) this.#painter.setBackground(layout.background, image);
      },
      () => log.warn('compositor.setLayout | background is no image'),
    );
  }

  setOverlays(overlays: Overlays): void {
    if (this.#changes.isWaiting) this.#changes.push({ overlays });
    else this.#applyOverlays(overlays);
  }

  #applyOverlays(overlays: Overlays, ofScene = false): void {
    const { log } = this.#options;
    this.#overlays
      .setOverlays(overlays, ofScene)
      .catch(() => log.warn('compositor.setOverlays | logo is no image'));
  }

  /** Drawn into the video where the format has captions of this language. */
  putCaption(language: string, caption: BurnedCaption, atMs: number): void {
    if (this.format.burnedCaptions === language) this.#overlays.putCaption(caption, atMs);
  }

  setSlate(slate: Slate | undefined): void {
    this.#overlays.setSlate(slate);
  }

  /** A frame of this format belongs to this tick. */
  isDue(tick: number): boolean {
    return tick % this.#ticksPerFrame === 0;
  }

  /** Tiles of the scene that is to come, which are decoded and not shown. */
  get coming(): readonly SceneTile[] {
    return this.#coming;
  }

  /** The image or clip of the layout that is waited for. */
  get expectedMedia(): string | undefined {
    return this.#changes.layout?.media;
  }

  /** Where everybody on stage is at this moment. */
  place(guests: readonly Guest[], activeSpeaker: string | undefined): SceneTile[] {
    const { layout } = this.#changes;
    this.#coming = layout ? this.scene.coming(layout, guests) : [];
    const change = this.#changes.take((next) => this.scene.isDrawn(next) && this.#coming.every(hasVideo));
    if (change) this.#show(change);
    return this.scene.place(guests, { activeSpeaker, bottomPx: this.#overlays.bottomPx });
  }

  /** Draws the frame of this tick and gives it to the encoder; without tiles the frame before is repeated. */
  produce(moment: FormatMoment, placed: readonly SceneTile[] | undefined): void {
    const frame = moment.tick / this.#ticksPerFrame;
    const tiles = frame % this.#ladder.ticksPerImage === 0 ? placed : undefined;
    const canvas = tiles && this.#draw(moment, tiles);
    if (!canvas) this.#repeated += 1;
    const shown = canvas ?? this.#last;
    if (!shown) return;
    this.#last = shown;
    this.#history.push(shown, frame);
    if (tiles) this.#passthrough?.step(frame, this.#whole);
    this.#encoder.advance(frame);
  }

  /** Goes on where the programme of another machine ended. */
  takeOver(runs: readonly PublishedRun[], boundarySeconds: number | undefined): void {
    const { frameRate, keyFrameSeconds } = this.format;
    const { former, boundaryUnit } = goesOnFrom(runs, {
      renditionIds: ladderOf(this.format).map(({ id }) => id),
      input: videoInput(this.#encoded),
      boundarySeconds,
      keyUnits: Math.round(keyFrameSeconds * frameRate),
    });
    this.#encoder.takeOver(former, boundaryUnit);
  }

  /** Time was lost for good: the encoder goes on at the tick that is now, and says so. */
  restart(): void {
    this.#history.clear();
    this.#encoder.restart();
  }

  /** Once a second: a rung is shed or restored at the next key frame; the others lose no frame. */
  reviewLadder(idleShare: number): void {
    const { log, event } = this.#options;
    const { behindFrames } = this;
    const idleCores = idleShare * availableParallelism();
    const change = this.#ladder.step({ behindFrames, idleCores });
    if (!change) return;
    if (!('rung' in change)) {
      const { ticksPerImage } = change;
      log[change.kind === 'thinned' ? 'warn' : 'info']('compositor.ladder | as many frames share an image', {
        ticksPerImage,
        behindFrames,
      });
      return;
    }
    const renditionId = change.rung.id;
    if (change.kind === 'shed')
      log.warn('compositor.ladder | the machine does not carry it', { renditionId, behindFrames });
    else log.info('compositor.ladder | the machine has room again', { renditionId, idleCores });
    event({ kind: `rung-${change.kind}`, renditionId });
    this.#passthrough?.end();
    this.#encoder.handOver(formatPlan(this.#options, this.#encoded, this.#ladder.rungs));
  }

  /** A device that fails again and again gives way to x264. */
  #encoderFailed(fault: EncoderFault): void {
    const { clock, log, format } = this.#options;
    const plain = withX264(this.#encoded);
    if (!plain || !this.#device.failed(fault, clock.monotonicMs())) return;
    const { id, encoder } = format;
    log.warn('compositor.encoder | fails on air, x264 takes its place', { format: id, encoder, fault });
    this.#encoded = plain;
    this.#encoder.handOver(formatPlan(this.#options, plain, this.#ladder.rungs));
  }

  close(): Promise<void> {
    return this.#encoder.close();
  }

  #show({ layout, overlays, transition }: SceneChange): void {
    if (transition) {
      this.scene.cut();
      if (this.#last) this.#changes.begin(transition, this.#last.image);
    }
    if (overlays) this.#applyOverlays(overlays, true);
    if (layout) this.#applyLayout(layout);
  }

  #draw(moment: FormatMoment, tiles: readonly SceneTile[]): HeldCanvas | undefined {
    const { accent, font: face, labels } = this.#overlays.overlays;
    const overlays = this.#overlays.placed(moment);
    const scene = this.scene.paint(tiles, { ...moment, accent, face, labels });
    const painted = this.#overlays.slate ? [] : scene;
    const { tileBorder, tileShadow, gapPx } = this.scene.layout;
    this.#painter.setTileStyle({ border: tileBorder ? accent : undefined, hasShadow: tileShadow, gapPx });
    this.#whole = wholeSource(tiles, painted, overlays, this.format);
    // Nothing moved: the canvas before is this frame too.
    if (this.#last && this.#painter.shows(painted, overlays)) return this.#last;
    const canvas = this.#history.take();
    if (!canvas) return undefined;
    this.#painter.paint(canvas.image, painted, overlays);
    if (this.#changes.mix(canvas.image, moment.localMs, moment.tickMs * this.#ticksPerFrame)) {
      this.#painter.forget(canvas.image);
      this.#whole = undefined;
    }
    return canvas;
  }

  #createPassthrough({ id, targetBitrate }: Rendition): Passthrough {
    const { format, log, event } = this.#options;
    const { frameRate, keyFrameSeconds, fragmentMs, width, height } = format;
    return new Passthrough({
      ...{ encoder: this.#encoder, renditionId: id, bitrate: targetBitrate, frameRate, width, height },
      plan: () =>
        videoEncoderPlan(
          format,
          this.#ladder.rungs.filter((rung) => rung.id !== id),
        ),
      keyUnits: Math.round(keyFrameSeconds * frameRate),
      // As many as the encoder's muxer puts into one.
      fragmentUnits: Math.ceil((fragmentMs * frameRate) / 1_000 - 1e-6),
      changed: (isOn) => {
        log.info('compositor.passthrough | changed', { renditionId: id, isOn });
        event({ kind: 'passthrough', renditionId: id, isOn });
      },
    });
  }
}

function historyOf({ width, height, frameRate }: Format, seconds: number): FrameHistory {
  const affordable = Math.floor(HISTORY_BYTES / i420Bytes(width, height));
  const wanted = Math.ceil(seconds * frameRate);
  return new FrameHistory(width, height, Math.max(FEWEST_CANVASES, Math.min(affordable, wanted)));
}
