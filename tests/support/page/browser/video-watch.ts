import { type CardReading, type Pixels, readCard } from '../pixels.js';
import type { Area } from '../test-card.js';
import { wallMs } from './wall-clock.js';

export interface VideoReading {
  /** When the frame was shown. */
  wallMs: number;
  mediaTimeMs: number;
  presentedFrames: number;
  width: number;
  height: number;
  tiles: CardReading[];
}

export interface VideoWatchOptions {
  tiles: Area[];
  /** Every how many presented frames one is read: reading costs a core a few per cent. */
  everyFrames: number;
}

const READ_WIDTH = 640;

/** Reads the test card out of every shown frame of a video until stopped. */
export class VideoWatch {
  readonly #video: HTMLVideoElement;
  readonly #options: VideoWatchOptions;
  readonly #tell: (reading: VideoReading) => void;
  readonly #canvas = document.createElement('canvas').getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  #seen = 0;
  #stopped = false;

  constructor(video: HTMLVideoElement, options: VideoWatchOptions, tell: (reading: VideoReading) => void) {
    this.#video = video;
    this.#options = options;
    this.#tell = tell;
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
  }

  #next(): void {
    if (this.#stopped) return;
    this.#video.requestVideoFrameCallback((_, frame) => {
      const now = wallMs();
      this.#next();
      this.#seen += 1;
      if (this.#seen % this.#options.everyFrames !== 0) return;
      const pixels = this.#pixels();
      this.#tell({
        wallMs: now,
        mediaTimeMs: frame.mediaTime * 1000,
        presentedFrames: frame.presentedFrames,
        width: frame.width,
        height: frame.height,
        tiles: this.#options.tiles.map((tile) => readCard(pixels, tile)),
      });
    });
  }

  #pixels(): Pixels {
    if (!this.#canvas) throw new Error('no 2d context');
    const width = READ_WIDTH;
    const height = Math.round((width * this.#video.videoHeight) / this.#video.videoWidth);
    const { canvas } = this.#canvas;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#canvas.drawImage(this.#video, 0, 0, width, height);
    return this.#canvas.getImageData(0, 0, width, height);
  }
}
