import { Observed } from '../observed.js';
import { askAvailability, awaitShow } from './await-show.js';
import { type Caption, CaptionChoice } from './caption-choice.js';
import { type CreateEngine, createEngine } from './create-engine.js';
import type { Engine, EngineFault, Quality } from './engine.js';
import { LiveFollower } from './live-follower.js';
import { preparePlayer } from './player-code.js';
import { StallDetector } from './stall-detector.js';

export type ViewerPhase =
  | 'waiting'
  | 'loading'
  | 'playing'
  | 'paused'
  | 'ended'
  | 'forbidden'
  | 'unsupported'
  | 'closed';

export interface ViewerState {
  phase: ViewerPhase;
  buffering: boolean;
  fault: EngineFault['kind'] | 'unreachable' | null;
  /** The browser refused audio before the first gesture on the page: one press unmutes. */
  mutedByBrowser: boolean;
  muted: boolean;
  volume: number;
  qualities: readonly Quality[];
  /** Null is automatic. */
  chosenQuality: number | null;
  playingQuality: number | null;
  captions: readonly Caption[];
  /** Null is none. */
  chosenCaption: number | null;
  isLive: boolean;
  /** The show is over: what there is of it plays from its beginning to its end. */
  isComplete: boolean;
  behindS: number;
  windowS: number;
  latencyS: number | null;
  stalls: number;
}

const START: ViewerState = {
  phase: 'loading',
  buffering: false,
  fault: null,
  mutedByBrowser: false,
  muted: false,
  volume: 1,
  qualities: [],
  chosenQuality: null,
  playingQuality: null,
  captions: [],
  chosenCaption: null,
  isLive: true,
  isComplete: false,
  behindS: 0,
  windowS: 0,
  latencyS: null,
  stalls: 0,
};

export interface ViewerOptions {
  video: HTMLVideoElement;
  url: string;
  /** Milliseconds to add to this machine's clock to get the server's; null while unknown. */
  clockOffsetMs?: () => number | null;
  /** The language that was chosen at an earlier visit; null is none. */
  captionLanguage?: string | null;
  onCaptionLanguage?: (language: string | null) => void;
  /** For tests: what plays. */
  createEngine?: CreateEngine;
}

const TELL_EVERY_MS = 500;
const LONG_WAIT_MS = 2_500;
/** A stuck player is pushed on by tenths of a second: that is no playing. */
const NUDGE_S = 0.3;
/** Seeking back by less than this is still live. */
const LIVE_SLACK_S = 3;

/** Plays one show: waits for it, follows its edge, goes back in it, and ends with it. */
export class ViewerClient {
  readonly state = new Observed<ViewerState>(START);
  readonly #video: HTMLVideoElement;
  readonly #options: ViewerOptions;
  #url: string;
  readonly #follower: LiveFollower;
  readonly #stallDetector = new StallDetector();
  readonly #captions: CaptionChoice;
  readonly #life = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #engine: Engine | undefined;
  #isComplete = false;
  /** When the playhead last moved, and where to. */
  #moved = { toS: 0, atMs: 0 };

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.#url = options.url;
    this.#video = options.video;
    this.#follower = new LiveFollower(options.video);
    this.#captions = new CaptionChoice(options.captionLanguage ?? null);
    this.#timer = setInterval(() => this.#tell(), TELL_EVERY_MS);
    const { signal } = this.#life;
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) =>
      this.#video.addEventListener(name, listener, { signal });
    on('playing', () => this.state.patch({ phase: 'playing', buffering: false, fault: null }));
    on('pause', () => this.#paused());
    on('waiting', () => this.state.patch({ buffering: true }));
    on('canplay', () => this.state.patch({ buffering: false }));
    on('ended', () => this.state.patch({ phase: 'ended' }));
    on('volumechange', () => this.state.patch({ muted: this.#video.muted, volume: this.#video.volume }));
  }

  /** Waits for the show if need be, then plays it. */
  async start(): Promise<void> {
    if (!this.#options.createEngine) preparePlayer();
    const url = this.#url;
    const { signal } = this.#life;
    const isOn = await awaitShow({
      url,
      signal,
      onAvailability: (availability) =>
        this.state.patch({
          phase: availability === 'forbidden' ? 'forbidden' : 'waiting',
          fault: availability === 'unreachable' ? 'unreachable' : null,
        }),
    });
    if (signal.aborted) return;
    if (isOn) await this.#play();
    // The address was renewed during the wait.
    else if (url !== this.#url) await this.start();
  }

  /** Takes a renewed address of a private show. Playback goes on; a refused start is tried again. */
  renew(url: string): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#engine?.renew(url);
    if (this.state.value.phase === 'forbidden') void this.start();
  }

  async resume(): Promise<void> {
    await this.#video.play().catch(() => {});
  }

  pause(): void {
    this.#video.pause();
  }

  setMuted(muted: boolean): void {
    this.#video.muted = muted;
    if (!muted && this.#video.volume === 0) this.#video.volume = 1;
    this.state.patch({ mutedByBrowser: false });
  }

  setVolume(volume: number): void {
    this.#video.volume = Math.min(1, Math.max(0, volume));
    this.setMuted(volume === 0);
  }

  chooseQuality(index: number | null): void {
    this.#engine?.chooseQuality(index);
    this.state.patch({ chosenQuality: index });
  }

  /** Null is none. It is the language that is remembered: tracks come and go. */
  chooseCaption(index: number | null): void {
    this.#captions.choose(index);
    this.#showCaption();
    this.#options.onCaptionLanguage?.(this.#captions.wanted);
  }

  /** On in the language that was on before, else in one of these; or off. */
  toggleCaptions(languages: readonly string[]): void {
    if (this.state.value.captions.length === 0) return;
    this.#captions.toggle(languages);
    this.chooseCaption(this.#captions.chosen);
  }

  toLive(): void {
    const edgeS = this.#engine?.liveEdgeS;
    if (edgeS === null || edgeS === undefined) return;
    this.#follower.isFollowing = true;
    this.#video.currentTime = Math.max(0, edgeS - Math.max(0.4, this.#follower.report.targetS / 2));
    void this.resume();
    this.#tell();
  }

  /** Behind the edge by so many seconds; 0 is live. */
  seekBehind(behindS: number): void {
    const edgeS = this.#engine?.liveEdgeS;
    if (edgeS === null || edgeS === undefined) return;
    if (behindS < LIVE_SLACK_S && !this.#isComplete) {
      this.toLive();
      return;
    }
    this.#follower.isFollowing = false;
    this.#video.currentTime = Math.max(this.#engine?.windowStartS ?? 0, edgeS - behindS);
    this.#tell();
  }

  seekBy(seconds: number): void {
    this.seekBehind(this.state.value.behindS - seconds);
  }

  watchAgain(): void {
    this.#follower.isFollowing = false;
    this.#video.currentTime = this.#engine?.windowStartS ?? 0;
    void this.resume();
  }

  /** May be called twice. */
  close(): void {
    this.#life.abort();
    clearInterval(this.#timer);
    this.#follower.close();
    this.#engine?.close();
    this.#engine = undefined;
    this.state.patch({ phase: 'closed' });
    this.state.close();
  }

  async #play(): Promise<void> {
    this.state.patch({ phase: 'loading', fault: null });
    const url = this.#url;
    const hooks = {
      onQualities: (qualities: Quality[]) => this.state.patch({ qualities }),
      onQuality: (playingQuality: number) => this.state.patch({ playingQuality }),
      onCaptions: (captions: Caption[]) => {
        this.#captions.offer(captions);
        this.state.patch({ captions });
        this.#showCaption();
      },
      onAppended: () => this.#follower.appended(),
      onFault: (fault: EngineFault) => this.#fault(fault),
      onRecovered: () => this.state.patch({ fault: null }),
      onComplete: () => {
        this.#isComplete = true;
        this.#follower.isFollowing = false;
      },
    };
    const engine = await (this.#options.createEngine ?? createEngine)(this.#video, url, hooks);
    if (this.#life.signal.aborted) return engine?.close();
    if (!engine) return this.state.patch({ phase: 'unsupported' });
    this.#engine = engine;
    await this.#autoplay();
  }

  #showCaption(): void {
    const chosenCaption = this.#captions.chosen;
    this.#engine?.chooseCaption(chosenCaption);
    this.state.patch({ chosenCaption });
  }

  /** Unmuted if the browser allows it, else muted with a button to unmute. */
  async #autoplay(): Promise<void> {
    try {
      await this.#video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.#video.muted = true;
      this.state.patch({ mutedByBrowser: true });
      await this.#video.play().catch(() => this.state.patch({ phase: 'paused' }));
    }
  }

  #fault(fault: EngineFault): void {
    if (fault.kind === 'unsupported') this.state.patch({ phase: 'unsupported' });
    else if (fault.kind === 'gone') this.#gone();
    else this.state.patch({ fault: fault.kind });
  }

  #gone(): void {
    this.#engine?.close();
    this.#engine = undefined;
    if (this.#isComplete) this.state.patch({ phase: 'ended' });
    else void this.start();
  }

  /** Creates a new engine if the show can be played: the rendition that was played may have been withdrawn. */
  async #restart(): Promise<void> {
    const { signal } = this.#life;
    if ((await askAvailability(this.#url, signal)) !== 'on' || signal.aborted) return;
    this.#engine?.close();
    this.#engine = undefined;
    this.#follower.isFollowing = true;
    await this.#play();
  }

  #paused(): void {
    if (this.#video.ended || this.state.value.phase === 'ended') return;
    this.#follower.isFollowing = false;
    this.state.patch({ phase: 'paused' });
  }

  #tell(): void {
    this.#tellOfLongWait();
    const shouldMove = this.#engine !== undefined && !this.#video.paused && !this.#isComplete;
    if (this.#stallDetector.step(this.#video.currentTime, shouldMove, performance.now()))
      void this.#restart();
    const edgeS = this.#engine?.liveEdgeS;
    if (edgeS === null || edgeS === undefined) return;
    const behindS = Math.max(0, edgeS - this.#video.currentTime);
    const startS = this.#engine?.windowStartS ?? 0;
    this.state.patch({
      behindS,
      isLive: this.#follower.isFollowing && !this.#isComplete,
      isComplete: this.#isComplete,
      windowS: Math.max(0, edgeS - startS),
      latencyS: this.#latencyS(behindS),
      stalls: this.#follower.report.stalls,
    });
  }

  /** The engine tries for long before it calls anything a fault; the person in front of it should know sooner. */
  #tellOfLongWait(): void {
    const { fault, phase } = this.state.value;
    const { currentTime } = this.#video;
    const nowMs = performance.now();
    const isStill = phase === 'playing' && Math.abs(currentTime - this.#moved.toS) < NUDGE_S;
    if (!isStill) this.#moved = { toS: currentTime, atMs: nowMs };
    const isLong = nowMs - this.#moved.atMs > LONG_WAIT_MS;
    // To the engine an empty buffer is a media fault; to the person the connection is away.
    if (isLong && (fault === null || fault === 'media'))
      this.state.patch({ fault: 'network', buffering: true });
    if (!isStill && fault === 'network') this.state.patch({ fault: null });
  }

  /** By the encoder's clock where the difference to ours is known, else by what the playlist says of its edge. */
  #latencyS(behindS: number): number | null {
    const wallMs = this.#engine?.playingWallMs ?? null;
    const offsetMs = this.#options.clockOffsetMs?.() ?? null;
    if (wallMs !== null && offsetMs !== null) return Math.max(0, (Date.now() + offsetMs - wallMs) / 1_000);
    return this.#engine ? behindS : null;
  }
}
