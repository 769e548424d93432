import { Observed } from '../observed.js';
import { autoplay } from './autoplay.js';
import { askAvailability, awaitShow } from './await-show.js';
import { type Caption, CaptionChoice } from './caption-choice.js';
import { createEngine } from './create-engine.js';
import type { Engine, EngineFault, Quality } from './engine.js';
import { EarlyHls } from './front-row/early-hls.js';
import { FrontRow } from './front-row/front-row.js';
import { frontRowReading } from './front-row/front-row-reading.js';
import { wantsFrontRow } from './front-row/wants-front-row.js';
import { hlsReading } from './hls-reading.js';
import { LiveFollower } from './live-follower.js';
import { LongWait } from './long-wait.js';
import { LAST_S, PendingSeek } from './pending-seek.js';
import { preparePlayer } from './player-code.js';
import { ShownMoment } from './shown-moment.js';
import { StallDetector } from './stall-detector.js';
import type { ViewerOptions } from './viewer-options.js';
import { FIRST_STATE, type ViewerState, waitingFor } from './viewer-state.js';

const TELL_EVERY_MS = 500;
/** Seeking back by less than this is still live. */
const LIVE_SLACK_S = 3;

const audioOf = ({ muted, volume }: HTMLVideoElement) => ({ muted, volume });

/** Plays one show: waits for it, follows its edge, goes back in it, and ends with it. */
export class ViewerClient {
  readonly state = new Observed<ViewerState>(FIRST_STATE);
  readonly #video: HTMLVideoElement;
  readonly #options: ViewerOptions;
  #url: string;
  readonly #follower: LiveFollower;
  readonly #stallDetector = new StallDetector();
  readonly #longWait = new LongWait();
  readonly #shownMoment = new ShownMoment();
  readonly #captions: CaptionChoice;
  readonly #life = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #frontRow: FrontRow | undefined;
  readonly #early = new EarlyHls({
    mayLoad: () => this.#isInFrontRow && !this.#engine && !this.#isStarting && !this.#isHeld,
    load: () => void this.#toHls(),
    play: () => void (this.#engine && !this.#isHeld && !this.#pendingSeek && this.#autoplay()),
    unload: () => this.#unloadHls(),
  });
  #engine: Engine | undefined;
  #isComplete = false;
  #hasPlayed = false;
  /** Of the front row, while it was watched. */
  #losses = 0;
  /** From the front row to HLS: it does not start by itself. */
  #isHeld = false;
  #pendingSeek: PendingSeek | undefined;
  /** From HLS to the front row. */
  #isChanging = false;
  /** From the front row to HLS. */
  #isStarting = false;
  /** The front row moves again: what is starting is not wanted any more. */
  #isUnwanted = false;

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.#url = options.url;
    this.#video = options.video;
    this.#follower = new LiveFollower(options.video);
    this.#captions = new CaptionChoice(options.captionLanguage ?? null);
    this.#frontRow = this.#createFrontRow();
    this.#timer = setInterval(() => this.#tell(), TELL_EVERY_MS);
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) =>
      this.#video.addEventListener(name, listener, { signal: this.#life.signal });
    on('playing', () => this.#playing());
    on('pause', () => this.#paused());
    on('waiting', () => void (this.#isInFrontRow || this.state.patch({ buffering: true })));
    on('canplay', () => this.#canPlay());
    on('ended', () => this.state.patch({ phase: 'ended' }));
    on('volumechange', () => {
      const audio = audioOf(this.#video);
      this.#frontRow?.hear(audio);
      this.state.patch(audio);
    });
  }

  /** Waits for the show if need be, then plays it. */
  async start(): Promise<void> {
    if (!this.#options.createEngine) preparePlayer();
    const url = this.#url;
    const { signal } = this.#life;
    const isOn = await awaitShow({
      url,
      signal,
      onAvailability: (found) => this.state.patch(waitingFor(found)),
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

  /** The page has lost the server, which may have taken the front row with it. */
  readonly serverLost = (): void => this.#early.doubt();

  /** The element that is on the screen. */
  get shownVideo(): HTMLVideoElement {
    return this.#frontRow?.video ?? this.#video;
  }

  /** The moment of the programme that is on the screen, by its own clock; null while there is none. */
  get programmeMs(): number | null {
    const shownMs = this.#isInFrontRow ? this.#frontRow?.programmeMs : this.#engine?.playingWallMs;
    return this.#shownMoment.read(this.state.value.phase, this.#video.seeking, shownMs);
  }

  async resume(): Promise<void> {
    this.#isHeld = false;
    // HLS is on its way, and starts where it should.
    if (this.#isInFrontRow && (!this.#engine || this.#pendingSeek)) return;
    await this.#video.play().catch(() => {});
  }

  pause(): void {
    this.#video.pause();
    if (!this.#isInFrontRow && !this.#isChanging) return;
    this.#early.giveUp();
    this.#isHeld = true;
    this.#frontRow?.pause();
    this.#follower.isFollowing = false;
    this.state.patch({ phase: 'paused', buffering: false });
    void this.#toHls();
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
    // The front row has one quality.
    if (index !== null) void this.#toHls();
  }

  /** Null is none. It is the language that is remembered: tracks come and go. */
  chooseCaption(index: number | null): void {
    this.#captions.choose(index);
    this.#showCaption();
    this.#options.onCaptionLanguage?.(this.#captions.wanted);
    if (this.#captions.chosen !== null) void this.#toHls();
  }

  /** Whether captions lie at the top of the video, where its bottom has something to read. */
  placeCaptions(isAtTop: boolean): void {
    this.#captions.isAtTop = isAtTop;
    this.#engine?.placeCaptions?.(isAtTop);
  }

  /** On in the language that was on before, else in one of these; or off. */
  toggleCaptions(languages: readonly string[]): void {
    if (this.state.value.captions.length === 0) return;
    this.#captions.toggle(languages);
    this.chooseCaption(this.#captions.chosen);
  }

  toLive(): void {
    this.#early.giveUpHeldBack();
    this.#isHeld = false;
    this.#pendingSeek = undefined;
    if (this.#isInFrontRow) this.#follower.isFollowing = true;
    const edgeS = this.#engine?.liveEdgeS;
    if (edgeS === null || edgeS === undefined) return;
    this.#follower.isFollowing = true;
    this.#video.currentTime = Math.max(0, edgeS - Math.max(0.4, this.#follower.report.targetS / 2));
    void this.resume();
    this.#tell();
  }

  /** Behind the edge by so many seconds; 0 is live. */
  seekBehind(behindS: number): void {
    this.#early.giveUpHeldBack();
    const edgeS = this.#engine?.liveEdgeS;
    if (behindS < LIVE_SLACK_S && !this.#isComplete) this.toLive();
    else if (this.#isInFrontRow && (!this.#engine || this.#pendingSeek !== undefined)) {
      this.#follower.isFollowing = false;
      this.#pendingSeek = new PendingSeek(behindS);
      void this.#toHls();
    } else if (edgeS !== null && edgeS !== undefined) {
      this.#follower.isFollowing = false;
      this.#video.currentTime = Math.max(this.#engine?.windowStartS ?? 0, edgeS - behindS);
      this.#tell();
    }
  }

  /** How far a moment of the programme is behind the edge; null where the media do not say. */
  behindOf(programmeMs: number): number | null {
    const atS = this.#engine?.positionOf?.(programmeMs) ?? null;
    return atS === null ? null : (this.#engine?.liveEdgeS ?? atS) - atS;
  }

  seekBy(seconds: number): void {
    this.seekBehind(this.state.value.behindS - seconds);
  }

  /** Of who is in the past; at the edge the show has its own. */
  chooseSpeed(speed: number): void {
    this.#follower.speed = speed;
    this.#tell();
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
    this.#early.over();
    this.#follower.close();
    this.#frontRow?.drop();
    this.#engine?.close();
    this.#engine = undefined;
    this.state.patch({ phase: 'closed' });
    this.state.close();
  }

  async #play(): Promise<void> {
    // Over the front row's last frame nothing says "loading".
    if (!this.#isInFrontRow) this.state.patch({ phase: 'loading', fault: null });
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
        // It would play from the beginning: this viewer has seen all but the end.
        if (this.#isInFrontRow) this.#pendingSeek ??= new PendingSeek(LAST_S);
      },
    };
    const engine = await (this.#options.createEngine ?? createEngine)(this.#video, this.#url, hooks);
    this.#isStarting = false;
    const isUnwanted = this.#isUnwanted;
    this.#isUnwanted = false;
    if (this.#life.signal.aborted || isUnwanted) return engine?.close();
    if (!engine) return this.#unsupported();
    this.#engine = engine;
    if (this.state.value.chosenQuality !== null) engine.chooseQuality(this.state.value.chosenQuality);
    if (!this.#isHeld && !this.#pendingSeek && !this.#early.isHeldBack) await this.#autoplay();
  }

  #showCaption(): void {
    this.#engine?.chooseCaption(this.#captions.chosen);
    this.#engine?.placeCaptions?.(this.#captions.isAtTop);
    this.state.patch({ chosenCaption: this.#captions.chosen });
  }

  /** Unmuted if the browser allows it, else muted with a button to unmute. */
  async #autoplay(): Promise<void> {
    const outcome = await autoplay(this.#video);
    if (outcome !== 'as-wanted') this.state.patch({ mutedByBrowser: true });
    if (outcome === 'refused') this.state.patch({ phase: 'paused' });
  }

  #fault(fault: EngineFault): void {
    if (fault.kind === 'gone') this.#gone();
    else if (fault.kind !== 'given-up') this.state.patch({ fault: fault.kind });
    // A browser that has played it can: there is a new engine once nothing has moved for long.
    else if (this.#hasPlayed) this.state.patch({ fault: 'media' });
    else this.#unsupported();
  }

  #unsupported(): void {
    this.#dropFrontRow();
    this.state.patch({ phase: 'unsupported' });
  }

  #gone(): void {
    this.#dropFrontRow();
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

  #canPlay(): void {
    // Who has paused sees where it goes on.
    if (!this.#pendingSeek && this.#isInFrontRow && this.#isHeld) this.#dropFrontRow();
    if (this.#pendingSeek) this.#seekPending();
    else if (!this.#isInFrontRow) this.state.patch({ buffering: false });
  }

  #playing(): void {
    if (this.#isChanging || this.#pendingSeek) return;
    if (this.#isInFrontRow) this.#dropFrontRow();
    this.#hasPlayed = true;
    this.state.patch({ phase: 'playing', buffering: false, fault: null });
  }

  #paused(): void {
    if (this.#isInFrontRow || this.#isChanging || !this.#video.paused) return;
    if (this.#video.ended || this.state.value.phase === 'ended') return;
    this.#follower.isFollowing = false;
    this.state.patch({ phase: 'paused' });
  }

  #tell(): void {
    this.#tellOfLongWait();
    this.#seekPending();
    this.#frontRow?.step(this.#wantsFrontRow);
    if (this.#isInFrontRow && (!this.#engine || this.#early.isHeldBack))
      this.state.patch(frontRowReading(this.#frontRow?.latency, this.#follower.isFollowing));
    else this.#tellOfHls();
  }

  #tellOfHls(): void {
    const shouldMove = this.#engine !== undefined && !this.#video.paused && !this.#isComplete;
    if (this.#stallDetector.step(this.#video.currentTime, shouldMove, performance.now()))
      void this.#restart();
    const engine = this.#engine;
    const edgeS = engine?.liveEdgeS;
    if (!engine || edgeS === null || edgeS === undefined) return;
    const { isFollowing, report } = this.#follower;
    const moment = { engine, edgeS, isFollowing, isComplete: this.#isComplete };
    const reading = hlsReading(this.#video, moment, this.#options.clockOffsetMs?.());
    if (!this.#isComplete) this.#follower.catchUp(reading.behindS);
    this.state.patch({ ...reading, speed: this.#follower.speed, stalls: report.stalls + this.#losses });
  }

  #tellOfLongWait(): void {
    // The front row judges by itself whether it plays.
    const mayMove = !this.#isInFrontRow || this.#frontRow?.isLost === true;
    const moment = { ...this.state.value, mayMove, positionS: this.#video.currentTime };
    this.state.patch(this.#longWait.report(moment, performance.now()));
  }

  get #isInFrontRow(): boolean {
    return this.#frontRow?.isShown === true;
  }

  get #wantsFrontRow(): boolean {
    return this.#follower.isFollowing && !this.#isComplete && wantsFrontRow(this.state.value, document);
  }

  #createFrontRow(): FrontRow | undefined {
    const { createFrontRowVideo: createVideo, clockOffsetMs = () => null } = this.#options;
    if (!createVideo) return undefined;
    return new FrontRow({
      createVideo,
      clockOffsetMs,
      hlsUrl: () => this.#url,
      onReady: () => void this.#toFrontRow(),
      onSilent: () => this.#early.silent(),
      onMoving: () => this.#early.moving(),
      onLost: () => {
        this.#losses += 1;
        if (!this.#isHeld) this.state.patch({ buffering: true });
        void this.#toHls();
      },
    });
  }

  /** HLS is silent before the front row is heard, and on the screen until the front row is. */
  async #toFrontRow(): Promise<void> {
    const frontRow = this.#frontRow;
    if (!frontRow || this.#isChanging) return;
    if (!this.#engine || !this.#wantsFrontRow) return frontRow.drop();
    this.#isChanging = true;
    this.#video.pause();
    const isShown = await frontRow.show(audioOf(this.#video));
    this.#isChanging = false;
    if (this.#life.signal.aborted) return;
    if (!isShown || !this.#wantsFrontRow) {
      const isHeld = this.#isHeld;
      this.#dropFrontRow();
      return isHeld ? undefined : this.resume();
    }
    frontRow.hear(audioOf(this.#video));
    this.#engine?.close();
    this.#engine = undefined;
    this.state.patch({ transport: 'webrtc', offersRealTime: true, buffering: false, fault: null });
    this.#tell();
  }

  /** The front row stays on the screen until HLS plays. */
  async #toHls(): Promise<void> {
    this.#isUnwanted = false;
    if (!this.#isInFrontRow || this.#isStarting) return;
    if (this.#engine) return this.#early.claim();
    this.#isStarting = true;
    await this.#play();
  }

  #unloadHls(): void {
    this.#isUnwanted = this.#isStarting;
    this.#video.pause();
    this.#engine?.close();
    this.#engine = undefined;
  }

  #seekPending(): void {
    const seek = this.#pendingSeek;
    const edgeS = this.#engine?.liveEdgeS;
    if (edgeS === null || edgeS === undefined || !seek?.isDue(this.#video)) return;
    this.#pendingSeek = undefined;
    this.seekBehind(seek.behindS);
    if (!this.#isHeld) void this.#autoplay();
  }

  #dropFrontRow(): void {
    this.#early.over();
    this.#frontRow?.drop();
    this.#isHeld = false;
    this.#pendingSeek = undefined;
    if (this.state.value.transport !== 'hls') this.state.patch({ transport: 'hls' });
  }
}
