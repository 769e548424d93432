import { cellsOf } from './bar-code.js';
import { type Area, FLASH, PATCHES, type Rgb } from './test-card.js';

export interface RawTestCardOptions {
  width: number;
  height: number;
  ground: Rgb;
  beatMs: number;
  flashMs: number;
  matrix: YuvMatrix;
}

type Yuv = readonly [y: number, u: number, v: number];

const WHITE: Yuv = [235, 128, 128];
const BLACK: Yuv = [16, 128, 128];

/** The shares of red and blue in luma. Cameras give BT.601, encoders of HD expect BT.709; both in limited range. */
const LUMA_SHARES = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722] } as const;
export type YuvMatrix = keyof typeof LUMA_SHARES;

function yuvOf([red, green, blue]: Rgb, matrix: YuvMatrix): Yuv {
  const [ofRed, ofBlue] = LUMA_SHARES[matrix];
  const luma = ofRed * red + (1 - ofRed - ofBlue) * green + ofBlue * blue;
  return [
    16 + (219 / 255) * luma,
    128 + (112 / 255) * ((blue - luma) / (1 - ofBlue)),
    128 + (112 / 255) * ((red - luma) / (1 - ofRed)),
  ];
}

/** The camera's test card as raw I420, for paths that begin behind the browser. One buffer, drawn over. */
export class RawTestCard {
  readonly #options: RawTestCardOptions;
  readonly #frame: Uint8Array;

  constructor(options: RawTestCardOptions) {
    this.#options = options;
    this.#frame = new Uint8Array((options.width * options.height * 3) / 2);
    this.#fill({ x: 0, y: 0, width: 1, height: 1 }, yuvOf(options.ground, options.matrix));
    for (const patch of PATCHES) this.#fill(patch.area, yuvOf(patch.colour, options.matrix));
  }

  /** The frame of a moment. Valid until the next call. */
  at(wallMs: number): Uint8Array {
    for (const cell of cellsOf(wallMs)) this.#fill(cell, cell.isWhite ? WHITE : BLACK);
    const { beatMs, flashMs } = this.#options;
    this.#fill(FLASH, wallMs % beatMs < flashMs ? WHITE : BLACK);
    return this.#frame;
  }

  #fill(area: Area, [y, u, v]: Yuv): void {
    const { width, height } = this.#options;
    const chromaAt = width * height;
    this.#fillPlane(area, 0, width, height, y);
    this.#fillPlane(area, chromaAt, width / 2, height / 2, u);
    this.#fillPlane(area, chromaAt * 1.25, width / 2, height / 2, v);
  }

  #fillPlane(area: Area, start: number, width: number, height: number, value: number): void {
    const left = Math.round(area.x * width);
    const right = Math.round((area.x + area.width) * width);
    const bottom = Math.round((area.y + area.height) * height);
    for (let row = Math.round(area.y * height); row < bottom; row += 1)
      this.#frame.fill(value, start + row * width + left, start + row * width + right);
  }
}

/** The microphone's hum and beeps as 32-bit floats, from a moment of the wall clock on. */
export function rawTestAudio(
  fromWallMs: number,
  samples: number,
  options: { toneHz: number; beepHz: number; beatMs: number; beepMs: number },
): Float32Array {
  const audio = new Float32Array(samples);
  for (let index = 0; index < samples; index += 1) {
    const ms = fromWallMs + index / 48;
    const turns = (hz: number) => Math.sin(2 * Math.PI * hz * ((ms % 10_000) / 1_000));
    const isBeep = ms % options.beatMs < options.beepMs;
    audio[index] = 0.1 * turns(options.toneHz) + (isBeep ? 0.4 * turns(options.beepHz) : 0);
  }
  return audio;
}
