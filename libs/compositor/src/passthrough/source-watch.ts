import { annexBNals, H264_NAL, type H264Sps, h264NalType, parseH264Sps } from '#media';
import type { CodedAt } from '../source/coded-frames.js';

export interface SourceRules {
  width: number;
  height: number;
  frameRate: number;
  /** Frames from one key frame to the next. */
  keyUnits: number;
  /** Of a key frame and of all frames up to the next key frame. */
  mostBytes: number;
}

const RTP_HZ = 90_000;
/** Baseline, main and high: what every browser decodes. */
const PROFILES: readonly number[] = [66, 77, 100];

/**
 * Tells whether the frames of a source can be those of a rendition: the size, one profile that all players have, no frame
 * that is shown in another order than it is decoded, the pace of the programme, as many frames between key frames as a
 * segment has, and no more bits than the rendition may have.
 */
export class SourceWatch {
  readonly #rules: SourceRules;
  #lastRtp: number | undefined;
  #count = 0;
  #bytes = 0;
  /** Everything since the last key frame. */
  #isGood = false;
  /** Everything between the two key frames before. */
  #wasGood = false;

  constructor(rules: SourceRules) {
    this.#rules = rules;
  }

  /** Two key frames were as far apart as they must be, with nothing wrong between them nor since. */
  get fits(): boolean {
    return this.#wasGood && this.#isGood;
  }

  push({ frame, rtpTime }: CodedAt): void {
    const { keyUnits, mostBytes } = this.#rules;
    const isSteady = this.#isSteady(rtpTime);
    this.#lastRtp = rtpTime;
    if (frame.isKey) {
      this.#wasGood = this.#isGood && isSteady && this.#count === keyUnits;
      this.#isGood = this.#isDecodable(frame.data);
      this.#count = 0;
      this.#bytes = 0;
    } else if (!isSteady || frame.size) this.#isGood = false;
    this.#count += 1;
    this.#bytes += frame.data.length;
    if (this.#count > keyUnits || this.#bytes > mostBytes) this.#isGood = false;
  }

  /** Frames are missing. */
  lose(): void {
    this.#isGood = false;
    this.#wasGood = false;
    this.#lastRtp = undefined;
  }

  /** One frame after the one before. Where frames are reordered, time stamps go back. */
  #isSteady(rtpTime: number): boolean {
    const frameTicks = RTP_HZ / this.#rules.frameRate;
    const sinceTicks = rtpTime - (this.#lastRtp ?? rtpTime - frameTicks);
    return Math.abs(sinceTicks - frameTicks) < frameTicks / 2;
  }

  #isDecodable(accessUnit: Uint8Array): boolean {
    const { width, height } = this.#rules;
    const sets = annexBNals(accessUnit).filter((nal) => h264NalType(nal) === H264_NAL.sps);
    const read = sets.map(parseH264Sps);
    return read.length > 0 && read.every((sps) => sps && isPlain(sps) && isSize(sps, width, height));
  }
}

const isPlain = ({ profile, chroma, bitDepth, isProgressive }: H264Sps): boolean =>
  PROFILES.includes(profile) && chroma === 1 && bitDepth === 8 && isProgressive;

const isSize = (sps: H264Sps, width: number, height: number): boolean =>
  sps.width === width && sps.height === height;
