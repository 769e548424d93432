import { LatencyController, type LatencyReport } from './latency-controller.js';

const REFRESH_EVERY_MS = 100;

/** Applies the latency controller to one element, as long as the viewer wants to be live. */
export class LiveFollower {
  readonly #video: HTMLVideoElement;
  readonly #controller = new LatencyController();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onWaiting = () => this.#stalled();
  readonly #onSeeking = () => this.#controller.moved();
  #hasPlayed = false;
  /** False while the viewer is in the past on purpose. */
  isFollowing = true;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    video.addEventListener('waiting', this.#onWaiting);
    video.addEventListener('seeking', this.#onSeeking);
    this.#timer = setInterval(() => this.#update(), REFRESH_EVERY_MS);
  }

  get report(): LatencyReport {
    return this.#controller.report;
  }

  /** To be called whenever media was appended. */
  appended(): void {
    this.#controller.arrived(performance.now(), this.#bufferedEndS());
  }

  close(): void {
    clearInterval(this.#timer);
    this.#video.removeEventListener('waiting', this.#onWaiting);
    this.#video.removeEventListener('seeking', this.#onSeeking);
    this.#video.playbackRate = 1;
  }

  #update(): void {
    const video = this.#video;
    if (video.paused || video.seeking || !this.isFollowing) {
      if (video.playbackRate !== 1) video.playbackRate = 1;
      return;
    }
    this.#hasPlayed ||= video.currentTime > 0 && video.readyState > 2;
    const bufferedEndS = this.#bufferedEndS();
    const decision = this.#controller.decide({
      nowMs: performance.now(),
      playheadS: video.currentTime,
      bufferedEndS,
    });
    if (decision.seekToS !== null) video.currentTime = decision.seekToS;
    if (video.playbackRate !== decision.rate) video.playbackRate = decision.rate;
  }

  /** The first wait is the start, and one during a jump is the jump. */
  #stalled(): void {
    if (this.#hasPlayed && !this.#video.seeking && this.isFollowing)
      this.#controller.stalled(performance.now());
  }

  #bufferedEndS(): number {
    const { buffered } = this.#video;
    return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  }
}
