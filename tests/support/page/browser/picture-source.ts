import { cellsOf } from '../bar-code.js';
import { type Area, FLASH, PATCHES, type Rgb } from '../test-card.js';
import { wallMs } from './wall-clock.js';

export interface PictureOptions {
  width: number;
  height: number;
  frameRate: number;
  ground: Rgb;
  /** A flash begins at every wall-clock multiple of this. */
  beatMs: number;
  flashMs: number;
}

const css = ([red, green, blue]: Rgb) => `rgb(${red},${green},${blue})`;

/** A canvas that shows the test card and the moment at which each frame was drawn. */
export class PictureSource {
  readonly track: MediaStreamTrack;
  readonly #options: PictureOptions;
  readonly #context: CanvasRenderingContext2D;
  readonly #timer: number;

  constructor(options: PictureOptions) {
    this.#options = options;
    const canvas = Object.assign(document.createElement('canvas'), {
      width: options.width,
      height: options.height,
    });
    // Held in memory rather than on a GPU: nothing is read back across a process.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('no 2d context');
    this.#context = context;
    this.#drawGround();
    const [track] = canvas.captureStream(0).getVideoTracks();
    if (!track) throw new Error('a canvas gave no track');
    this.track = track;
    this.#timer = setInterval(() => this.#frame(), 1000 / options.frameRate);
    this.#frame();
  }

  #frame(): void {
    if (this.track.readyState === 'ended') {
      clearInterval(this.#timer);
      return;
    }
    const now = wallMs();
    for (const cell of cellsOf(now)) this.#fill(cell, cell.isWhite ? '#fff' : '#000');
    this.#fill(FLASH, now % this.#options.beatMs < this.#options.flashMs ? '#fff' : '#000');
    (this.track as CanvasCaptureMediaStreamTrack).requestFrame();
  }

  #drawGround(): void {
    this.#fill({ x: 0, y: 0, width: 1, height: 1 }, css(this.#options.ground));
    for (const patch of PATCHES) this.#fill(patch.area, css(patch.colour));
  }

  #fill(area: Area, style: string): void {
    const { width, height } = this.#options;
    const left = Math.round(area.x * width);
    const top = Math.round(area.y * height);
    this.#context.fillStyle = style;
    this.#context.fillRect(
      left,
      top,
      Math.round((area.x + area.width) * width) - left,
      Math.round((area.y + area.height) * height) - top,
    );
  }
}
