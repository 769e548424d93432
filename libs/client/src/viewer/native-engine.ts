import type { Engine, EngineHooks } from './engine.js';

const TYPE = 'application/vnd.apple.mpegurl';
const RETRY_MS = 1_500;

/** The platform's own HLS player, where scripts may not feed a video: it keeps its own distance and quality. */
export class NativeEngine implements Engine {
  readonly #video: HTMLVideoElement;
  readonly #hooks: EngineHooks;
  #url: string;
  readonly #onError = () => this.#mend();
  readonly #onPlaying = () => this.#hooks.onRecovered();
  readonly #onTracks = () =>
    this.#hooks.onCaptions(
      this.#captions.map(({ language, label }, index) => ({ index, language, name: label || language })),
    );
  #timer: ReturnType<typeof setTimeout> | undefined;

  static canPlay(video: HTMLVideoElement): boolean {
    return video.canPlayType(TYPE) !== '';
  }

  constructor(video: HTMLVideoElement, url: string, hooks: EngineHooks) {
    this.#video = video;
    this.#hooks = hooks;
    this.#url = url;
    video.addEventListener('error', this.#onError);
    video.addEventListener('playing', this.#onPlaying);
    video.textTracks.addEventListener('addtrack', this.#onTracks);
    video.textTracks.addEventListener('removetrack', this.#onTracks);
    video.src = url;
  }

  /** Its requests cannot be changed: the newer address serves its next restart. */
  renew(url: string): void {
    this.#url = url;
  }

  get liveEdgeS(): number | null {
    const { seekable } = this.#video;
    return seekable.length > 0 ? seekable.end(seekable.length - 1) : null;
  }

  get windowStartS(): number | null {
    return this.#video.seekable.length > 0 ? this.#video.seekable.start(0) : null;
  }

  get playingWallMs(): number | null {
    const dated = this.#video as HTMLVideoElement & { getStartDate?: () => Date };
    const startMs = dated.getStartDate?.().getTime();
    return startMs === undefined || Number.isNaN(startMs) ? null : startMs + this.#video.currentTime * 1_000;
  }

  positionOf(programmeMs: number): number | null {
    const { playingWallMs } = this;
    return playingWallMs === null ? null : this.#video.currentTime + (programmeMs - playingWallMs) / 1_000;
  }

  chooseQuality(): void {
    // The platform chooses by itself.
  }

  chooseCaption(index: number | null): void {
    for (const [at, track] of this.#captions.entries()) track.mode = at === index ? 'showing' : 'disabled';
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#video.removeEventListener('error', this.#onError);
    this.#video.removeEventListener('playing', this.#onPlaying);
    this.#video.textTracks.removeEventListener('addtrack', this.#onTracks);
    this.#video.textTracks.removeEventListener('removetrack', this.#onTracks);
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  get #captions(): TextTrack[] {
    return [...this.#video.textTracks].filter(({ kind }) => kind === 'subtitles' || kind === 'captions');
  }

  #mend(): void {
    const isMedia = this.#video.error?.code === MediaError.MEDIA_ERR_DECODE;
    this.#hooks.onFault({ kind: isMedia ? 'media' : 'network' });
    this.#timer = setTimeout(() => {
      this.#video.src = this.#url;
      void this.#video.play().catch(() => {});
    }, RETRY_MS);
  }
}
