import type { TimedPicture } from './video-decoder.js';

/** Pictures that wait are at most this many: beyond, the oldest goes. */
const LIMIT = 24;

/** Decoded pictures of one tile, waiting for their moment. The newest whose time has come wins. */
export class PictureQueue {
  readonly #waiting: TimedPicture[] = [];
  #shown: TimedPicture | undefined;
  #shownCount = 0;
  #dropped = 0;

  /** Different pictures shown. */
  get shownCount(): number {
    return this.#shownCount;
  }

  /** Pictures never shown because a newer one had come. */
  get dropped(): number {
    return this.#dropped;
  }

  get shown(): TimedPicture | undefined {
    return this.#shown;
  }

  push(picture: TimedPicture): void {
    // A clock that went back is a sender that started anew: what waits belongs to the old one.
    const last = this.#waiting.at(-1) ?? this.#shown;
    if (last && picture.rtpTime < last.rtpTime) this.#dropWaiting();
    this.#waiting.push(picture);
    if (this.#waiting.length > LIMIT) this.#drop();
  }

  /** The picture for this moment of the sender's clock. Without a moment it is the newest. */
  pick(rtpTime: number | undefined): TimedPicture | undefined {
    let next = this.#waiting[0];
    while (next && (rtpTime === undefined || next.rtpTime <= rtpTime)) {
      this.#waiting.shift();
      const following: TimedPicture | undefined = this.#waiting[0];
      if (following && (rtpTime === undefined || following.rtpTime <= rtpTime)) {
        this.#dropped += 1;
        next.release();
      } else this.#show(next);
      next = following;
    }
    return this.#shown;
  }

  clear(): void {
    this.#dropWaiting();
    this.#shown?.release();
    this.#shown = undefined;
  }

  #show(picture: TimedPicture): void {
    this.#shown?.release();
    this.#shown = picture;
    this.#shownCount += 1;
  }

  #drop(): void {
    this.#dropped += 1;
    this.#waiting.shift()?.release();
  }

  #dropWaiting(): void {
    while (this.#waiting.length > 0) this.#drop();
  }
}
