import { FrameWatch } from './frame-watch.js';
import { type Audio, FrontRowPlayer, type FrontRowPlayerOptions, type Latency } from './front-row-player.js';
import { type Outcome, RetryPlan } from './retry-plan.js';
import { whepUrlOf } from './whep-url.js';

export interface FrontRowOptions extends Pick<FrontRowPlayerOptions, 'createVideo' | 'clockOffsetMs'> {
  /** Of the HLS stream, with its token. */
  hlsUrl(): string;
  /** It has a frame and may be shown. */
  onReady(): void;
  /** What is shown shows no new frame for a moment, and one again. */
  onSilent(): void;
  onMoving(): void;
  /** What was shown no longer plays. Its last frame stays until `drop`. */
  onLost(): void;
}

/**
 * The programme in real time beside the HLS stream. Tried while the viewer is live, shown by its owner once it has a
 * frame, and tried again later when it was lost.
 */
export class FrontRow {
  readonly #options: FrontRowOptions;
  readonly #plan = new RetryPlan(chance);
  #attempt: AbortController | undefined;
  #player: FrontRowPlayer | undefined;
  #frames: FrameWatch | undefined;
  #shownMs: number | undefined;
  #hasBegun = false;
  #isLost = false;
  #wasShown = false;

  constructor(options: FrontRowOptions) {
    this.#options = options;
  }

  /** Also while it is lost and its last frame is on the screen. */
  get isShown(): boolean {
    return this.#shownMs !== undefined;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** The show has a front row in which this viewer has been. */
  get wasShown(): boolean {
    return this.#wasShown;
  }

  /** What is on the screen while it is shown. */
  get video(): HTMLVideoElement | undefined {
    return this.isShown ? this.#player?.video : undefined;
  }

  get latency(): Latency | null {
    return this.#isLost ? null : (this.#player?.latency ?? null);
  }

  /** Of what is on the screen, on the programme's clock. */
  get programmeMs(): number | null {
    return this.isShown ? (this.#player?.programmeMs ?? null) : null;
  }

  /** To be called periodically: begins an attempt when it is due, and ends one that is no longer wanted. */
  step(isWanted: boolean): void {
    if (this.isShown) return;
    const nowMs = performance.now();
    if (!isWanted) {
      if (this.#attempt) this.drop();
      return;
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#plan.begin(nowMs);
    }
    if (!this.#attempt && this.#plan.isDue(nowMs)) void this.#open();
  }

  /** With its audio; false where the browser does not allow that. */
  async show(audio: Audio): Promise<boolean> {
    const player = this.#player;
    if (!player) return false;
    const isShown = await player.show(audio);
    if (player !== this.#player) return false;
    if (!isShown) {
      this.#fail('not-allowed');
      return false;
    }
    this.#shownMs = performance.now();
    this.#wasShown = true;
    this.#plan.played();
    this.#frames = new FrameWatch(player.video, this.#options);
    return true;
  }

  hear(audio: Audio): void {
    if (this.isShown) this.#player?.hear(audio);
  }

  /** The frame stays. */
  pause(): void {
    this.#player?.video.pause();
  }

  /** HLS plays by now, or nothing does. */
  drop(): void {
    if (this.isShown && !this.#isLost) this.#plan.left(performance.now());
    this.#end();
  }

  #end(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#frames?.close();
    this.#player?.close();
    this.#player = undefined;
    this.#shownMs = undefined;
    this.#isLost = false;
  }

  async #open(): Promise<void> {
    const url = whepUrlOf(this.#options.hlsUrl());
    if (url === undefined || typeof RTCPeerConnection === 'undefined') return;
    const attempt = new AbortController();
    this.#attempt = attempt;
    const { signal } = attempt;
    const { createVideo, clockOffsetMs, onReady } = this.#options;
    const onLost = () => this.#lost(signal);
    const player = await FrontRowPlayer.open({ url, signal, createVideo, clockOffsetMs, onReady, onLost });
    if (signal.aborted) {
      if (typeof player !== 'string') player.close();
    } else if (typeof player === 'string') this.#fail(player);
    else this.#player = player;
  }

  #lost(signal: AbortSignal): void {
    if (signal.aborted) return;
    if (this.#shownMs === undefined) {
      this.#fail('no-frame');
      return;
    }
    const nowMs = performance.now();
    this.#plan.failed('lost', nowMs, nowMs - this.#shownMs);
    this.#isLost = true;
    this.#frames?.close();
    this.#options.onLost();
  }

  #fail(outcome: Outcome): void {
    this.#plan.failed(outcome, performance.now());
    this.#end();
  }
}

const chance = (): number => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 255;
