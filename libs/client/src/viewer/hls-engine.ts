import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';
import { loadersOf } from './ahead/loaders.js';
import { PartsAhead } from './ahead/parts-ahead.js';
import { stepOverBuffered } from './buffered-parts.js';
import { CaptionTracks } from './caption-tracks.js';
import type { Engine, EngineHooks } from './engine.js';
import { isAv1, levelWithin } from './fitting-format.js';
import { fittingIn, formatAbrOf, leaveAv1, waitsForSegment } from './format-abr.js';
import { keepPlaying } from './keep-playing.js';
import { loadHls } from './player-code.js';
import { positionOf } from './position-of.js';
import { renewedUrl } from './renewed-url.js';
import { SlowDecoding } from './slow-decoding.js';
import { nextSegmentOf } from './within-segment.js';

/** The distance is ours: everything in hls.js that moves the playhead by itself is off. */
const CONFIG: Partial<HlsConfig> = {
  lowLatencyMode: true,
  maxLiveSyncPlaybackRate: 1,
  liveSyncOnStallIncrease: 0,
  backBufferLength: 60,
  maxBufferLength: 12,
  maxMaxBufferLength: 30,
  capLevelToPlayerSize: true,
  testBandwidth: false,
  abrEwmaDefaultEstimate: 3_000_000,
  // A worker would be made from a blob; our media needs no transmuxing.
  enableWorker: false,
  // Captions come as WebVTT, in renditions of their own.
  enableCEA708Captions: false,
  enableIMSC1: false,
  // Corrections take the place of what they correct: our own tracks do that.
  renderTextTracksNatively: false,
};

const RETRY_MS = 1_000;
const DECODING_EVERY_MS = 1_000;
/** The first frame is this much more than a part behind the edge: three parts, as the playlist advises, take long to catch up. */
const BEGIN_WITH_S = 0.3;
/** So many in so short a time are not mended by another source; a few in a long show are bad luck. */
const MEDIA_FAULTS_AT_MOST = 3;
const MEDIA_FAULTS_WITHIN_MS = 30_000;
/** The playlist is gone, or closed to this viewer. */
const OVER = [401, 403, 404, 410];

export class HlsEngine implements Engine {
  readonly #hls: Hls;
  readonly #hooks: EngineHooks;
  readonly #detach: () => void;
  #mediaFaultsAtMs: number[] = [];
  readonly #address: { newest: string };
  readonly #captions: CaptionTracks;
  #buffered: Partial<Record<string, TimeRanges>> = {};
  #fitting: number[] = [];
  readonly #decoding = new SlowDecoding();
  readonly #decodingTimer = setInterval(() => this.#watchDecoding(), DECODING_EVERY_MS);
  #isFaulty = false;
  #hasBegun = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Resolves to undefined without Media Source Extensions. */
  static async create(
    video: HTMLVideoElement,
    url: string,
    hooks: EngineHooks,
  ): Promise<HlsEngine | undefined> {
    const { default: HlsClass } = await loadHls();
    if (!HlsClass.isSupported()) return undefined;
    const address = { newest: url };
    const ahead = new PartsAhead((asked) => renewedUrl(asked, address.newest));
    const { loader } = HlsClass.DefaultConfig;
    const hls: Hls = new HlsClass({
      ...CONFIG,
      ...loadersOf(loader, ahead, () => nextSegmentOf(hls)),
      abrController: formatAbrOf(HlsClass),
      xhrSetup: (request, asked) => {
        const renewed = renewedUrl(asked, address.newest);
        if (renewed !== asked) request.open('GET', renewed, true);
      },
    });
    const engine = new HlsEngine(hls, HlsClass, hooks, address, new CaptionTracks(video));
    hls.on(HlsClass.Events.DESTROYING, () => ahead.close());
    keepPlaying(video, hls, HlsClass.Events);
    hls.loadSource(url);
    hls.attachMedia(video);
    return engine;
  }

  private constructor(
    hls: Hls,
    { Events, ErrorTypes }: typeof Hls,
    hooks: EngineHooks,
    address: { newest: string },
    captionTracks: CaptionTracks,
  ) {
    this.#hls = hls;
    this.#captions = captionTracks;
    this.#address = address;
    this.#hooks = hooks;
    hls.on(Events.MANIFEST_PARSED, () => this.#offerQualities());
    hls.on(Events.LEVEL_SWITCHED, (_event, { level }) => hooks.onQuality(level));
    hls.on(Events.SUBTITLE_TRACKS_UPDATED, (_event, { subtitleTracks }) => {
      const captions = subtitleTracks.map(({ lang, name }, index) => ({ index, language: lang ?? '', name }));
      captionTracks.offer(captions);
      // hls.js chooses a default of its own right after this event: the viewer's word is the last.
      queueMicrotask(() => hooks.onCaptions(captions));
    });
    hls.on(Events.CUES_PARSED, (_event, { cues, track }) => {
      // Every default track has that one name: the cues are those of the chosen one.
      const isNamed = (each: { default: boolean } | undefined, index: number) =>
        track === (each?.default ? 'default' : `subtitles${index}`);
      const { subtitleTrack: chosen, subtitleTracks } = hls;
      const at = isNamed(subtitleTracks[chosen], chosen) ? chosen : subtitleTracks.findIndex(isNamed);
      captionTracks.put(at, cues as VTTCue[]);
    });
    hls.on(Events.BUFFER_APPENDED, (_event, { timeRanges }) => {
      this.#buffered = timeRanges;
      this.#turnChosen();
      hooks.onAppended();
    });
    hls.on(Events.FRAG_BUFFERED, () => this.#recovered());
    hls.on(Events.AUDIO_TRACK_UPDATED, (_event, { details }) =>
      stepOverBuffered(details.partList, this.#buffered.audio),
    );
    hls.on(Events.LEVEL_UPDATED, (_event, { details }) => {
      stepOverBuffered(details.partList, this.#buffered.video);
      if (!details.live) hooks.onComplete();
      else this.#beginCloseBy(details.partTarget);
    });
    hls.on(Events.ERROR, (_event, { fatal, type, response }) => {
      if (!fatal) return;
      if (type === ErrorTypes.MEDIA_ERROR) this.#mendMedia();
      else if (type === ErrorTypes.NETWORK_ERROR) this.#mendNetwork(response?.code);
      else this.#giveUp();
    });
    // A tab that slept finds its playlist stale: hls.js would wait out its own timers first.
    const wake = () => document.visibilityState === 'visible' && this.#isFaulty && hls.startLoad();
    const resume = () => hls.startLoad();
    const turn = () => this.#turn();
    addEventListener('online', resume);
    addEventListener('resize', turn);
    document.addEventListener('visibilitychange', wake);
    this.#detach = () => {
      removeEventListener('online', resume);
      removeEventListener('resize', turn);
      document.removeEventListener('visibilitychange', wake);
    };
  }

  get liveEdgeS(): number | null {
    return this.#hls.latestLevelDetails?.edge ?? null;
  }

  get windowStartS(): number | null {
    return this.#hls.latestLevelDetails?.fragmentStart ?? null;
  }

  get playingWallMs(): number | null {
    return this.#hls.playingDate?.getTime() ?? null;
  }

  positionOf(programmeMs: number): number | null {
    return positionOf(this.#hls.latestLevelDetails?.fragments ?? [], programmeMs);
  }

  get mediaHost(): string | undefined {
    const { levels, currentLevel } = this.#hls;
    const url = levels[currentLevel]?.uri;
    const host = url === undefined ? undefined : new URL(url, location.href).hostname;
    return host === location.hostname ? undefined : host;
  }

  renew(url: string): void {
    this.#address.newest = url;
  }

  chooseQuality(index: number | null): void {
    this.#hls.nextLevel = index ?? -1;
  }

  chooseCaption(index: number | null): void {
    this.#hls.subtitleTrack = index ?? -1;
    this.#captions.show(index);
  }

  placeCaptions(isAtTop: boolean): void {
    this.#captions.place(isAtTop);
  }

  close(): void {
    this.#captions.close();
    clearTimeout(this.#timer);
    clearInterval(this.#decodingTimer);
    this.#detach();
    this.#hls.destroy();
  }

  /** Of the format that fits the screen: the shorter side names a quality, 720 upright as well as lying. */
  #offerQualities(): void {
    const { levels } = this.#hls;
    this.#fitting = fittingIn(this.#hls);
    this.#hooks.onQualities(
      this.#fitting.flatMap((index) => {
        const level = levels[index];
        if (!level) return [];
        return {
          index,
          heightPx: Math.min(level.width, level.height) || level.height,
          bitsPerSecond: level.bitrate,
        };
      }),
    );
  }

  /** The screen has another shape: the next piece that is loaded is of the format that fits it. */
  #turn(): void {
    const before = this.#fitting;
    const fitting = fittingIn(this.#hls);
    if (before.length === 0 || fitting.join() === before.join()) return;
    this.#offerQualities();
    this.#turnChosen();
  }

  /** A quality that the viewer has chosen is changed for its like of the fitting format, between two segments. */
  #turnChosen(): void {
    const hls = this.#hls;
    if (hls.autoLevelEnabled) return;
    const fitting = levelWithin(hls.levels, this.#fitting, hls.loadLevel);
    if (fitting !== hls.loadLevel && !waitsForSegment(hls, fitting)) hls.loadLevel = fitting;
  }

  get #playsAv1(): boolean {
    const level = this.#hls.levels[this.#hls.currentLevel];
    return level !== undefined && isAv1(level);
  }

  /** Many browsers decode AV1 without the help of a device: where that is too slow, H.264 of the same format is played. */
  #watchDecoding(): void {
    // The library names what audio and video have in common; what plays here is a video.
    const media = this.#hls.media as HTMLVideoElement | null;
    if (!media?.getVideoPlaybackQuality) return;
    const isShown = this.#playsAv1 && !media.paused && document.visibilityState === 'visible';
    if (this.#decoding.step(media.getVideoPlaybackQuality(), isShown, performance.now())) this.#leaveAv1();
  }

  #leaveAv1(): void {
    leaveAv1(this.#hls);
    this.#turn();
  }

  /** hls.js reads this once more before it requests its first part, and never again. */
  #beginCloseBy(partTargetS: number): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    if (partTargetS > 0) this.#hls.targetLatency = partTargetS + BEGIN_WITH_S;
  }

  #mendNetwork(status: number | undefined): void {
    if (status !== undefined && OVER.includes(status)) {
      this.#hooks.onFault({ kind: 'gone' });
      return;
    }
    this.#isFaulty = true;
    this.#hooks.onFault({ kind: 'network' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hls.startLoad(), RETRY_MS);
  }

  #mendMedia(): void {
    const nowMs = performance.now();
    this.#mediaFaultsAtMs = this.#mediaFaultsAtMs.filter((atMs) => nowMs - atMs < MEDIA_FAULTS_WITHIN_MS);
    this.#mediaFaultsAtMs.push(nowMs);
    this.#isFaulty = true;
    if (this.#playsAv1) this.#leaveAv1();
    if (this.#mediaFaultsAtMs.length > MEDIA_FAULTS_AT_MOST) this.#giveUp();
    else this.#takeNewSource();
  }

  #takeNewSource(): void {
    this.#hooks.onFault({ kind: 'media' });
    if (this.#mediaFaultsAtMs.length > 1) this.#hls.swapAudioCodec();
    this.#hls.recoverMediaError();
  }

  #giveUp(): void {
    this.#hls.stopLoad();
    this.#hooks.onFault({ kind: 'given-up' });
  }

  #recovered(): void {
    if (!this.#isFaulty) return;
    this.#isFaulty = false;
    this.#hooks.onRecovered();
  }
}
