import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mp4Sample, printFragment } from '#media';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'fmp4', name));

/** In an avcC, from its name. */
const LEVEL_AT = 7;

const SYNC = 0x0200_0000;
const NON_SYNC = 0x0101_0000;

export interface FakeEncoderOptions {
  kind: 'video' | 'audio';
  frameRate?: number;
  framesPerFragment?: number;
  /** Distance of key frames in frames. */
  gop?: number;
  frameBytes?: number;
  /** Says that its frames are of another H.264 level. */
  level?: number;
}

/** Writes what an encoder would: an initialization section, then fragments, with frames of any bytes. */
export class FakeEncoder {
  readonly init: Buffer;
  readonly #options: Required<Omit<FakeEncoderOptions, 'level'>>;
  #frames = 0;
  #fragments = 0;

  constructor(options: FakeEncoderOptions) {
    const audio = options.kind === 'audio';
    this.#options = {
      frameRate: audio ? 46.875 : 30,
      framesPerFragment: audio ? 1 : 15,
      gop: audio ? 1 : 60,
      frameBytes: 100,
      ...options,
    };
    this.init = fixture(audio ? 'audio-init.mp4' : 'video-init.mp4');
    if (options.level !== undefined) this.init[this.init.indexOf('avcC') + LEVEL_AT] = options.level;
  }

  /** Media time of the next frame, in seconds of this run. */
  get seconds(): number {
    return this.#frames / this.#options.frameRate;
  }

  fragment(): Buffer {
    const { kind, frameRate, framesPerFragment, gop, frameBytes } = this.#options;
    const timescale = kind === 'audio' ? 48_000 : 15_360;
    const durationTicks = Math.round(timescale / frameRate);
    const samples: Mp4Sample[] = Array.from({ length: framesPerFragment }, (_, index) => ({
      decodeTicks: (this.#frames + index) * durationTicks,
      durationTicks,
      compositionOffsetTicks: 0,
      flags: (this.#frames + index) % gop === 0 ? SYNC : NON_SYNC,
      data: Buffer.alloc(frameBytes, (this.#frames + index) & 0xff),
    }));
    this.#fragments += 1;
    const decodeTicks = this.#frames * durationTicks;
    this.#frames += framesPerFragment;
    return printFragment({ sequence: this.#fragments, trackId: 1, decodeTicks }, samples);
  }
}
