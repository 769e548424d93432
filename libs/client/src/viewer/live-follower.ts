import { LatencyController, type LatencyReport } from './latency-controller.js';

const REFRESH_EVERY_MS = 100;
/** Nobody catches up by speed with what is this near: the controller does. */
const CAUGHT_UP_S = 3;

/** Applies the latency controller to one element, as long as the viewer wants to be live. */
export class LiveFollower {
  readonly #video: HTMLVideoElement;
  readonly #controller = new LatencyController();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onWaiting = () => this.#stalled();
  readonly #onSeeking = () => this.#controller.moved();
  #hasPlayed = false;
  #isFollowing = true;
  #speed = 1;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    video.addEventListener('waiting', this.#onWaiting);
    video.addEventListener('seeking', this.#onSeeking);
    this.#timer = setInterval(() => this.#update(), REFRESH_EVERY_MS);
  }

  /** False while the viewer is in the past on purpose. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  set isFollowing(isFollowing: boolean) {
    this.#isFollowing = isFollowing;
    if (isFollowing) this.#speed = 1;
  }

  /** In the past, as its viewer likes. */
  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    if (this.#isFollowing) return;
    this.#speed = speed;
    this.#video.playbackRate = speed;
  }

  /** To be called with what is left to the edge of a show that goes on: who was faster than the show is live again. */
  catchUp(behindS: number): void {
    if (this.#speed > 1 && behindS < CAUGHT_UP_S) this.isFollowing = true;
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
      if (video.playbackRate !== this.#speed) video.playbackRate = this.#speed;
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
