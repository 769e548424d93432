import { RawTestCard } from '../raw-test-card.js';
import type { Rgb } from '../test-card.js';
import { wallMs } from './wall-clock.js';

export interface VideoOptions {
  width: number;
  height: number;
  frameRate: number;
  ground: Rgb;
  /** A flash begins at every wall-clock multiple of this. */
  beatMs: number;
  flashMs: number;
}

declare class MediaStreamTrackGenerator extends MediaStreamTrack {
  constructor(init: { kind: 'video' });
  readonly writable: WritableStream<VideoFrame>;
}

/** As cameras say it. A canvas gives full range, which VP8 cannot tell its decoder: the colours would be off. */
const COLOUR_SPACE = {
  matrix: 'smpte170m',
  primaries: 'smpte170m',
  transfer: 'bt709',
  fullRange: false,
} as const;

/** A camera that shows the test card and the moment at which each frame was drawn. */
export class VideoSource {
  readonly track = new MediaStreamTrackGenerator({ kind: 'video' });
  readonly #options: VideoOptions;
  readonly #card: RawTestCard;
  readonly #writer = this.track.writable.getWriter();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: VideoOptions) {
    this.#options = options;
    this.#card = new RawTestCard({ ...options, matrix: 'bt601' });
    this.#timer = setInterval(() => this.#frame(), 1000 / options.frameRate);
    this.#frame();
  }

  #frame(): void {
    if (this.track.readyState === 'ended') {
      clearInterval(this.#timer);
      return;
    }
    // Nobody has taken the last ones: a camera drops, it does not queue.
    if ((this.#writer.desiredSize ?? 1) <= 0) return;
    const { width, height } = this.#options;
    const frame = new VideoFrame(this.#card.at(wallMs()), {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round(performance.now() * 1000),
      colorSpace: COLOUR_SPACE,
    });
    this.#writer.write(frame).catch(() => frame.close());
  }
}
