import { annexBNals, type CodedFrame, H264_NAL, h264NalType, lengthPrefixed, parseTrackInit } from '#media';
import type { EncoderPlan } from '../encode/encoder-arguments.js';
import type { RealtimeFrame } from '../ports.js';
import type { CodedAt, CodedFrames } from '../source/coded-frames.js';
import { type CopiedFragment, CopiedFragments } from './copied-fragments.js';
import { SourceWatch } from './source-watch.js';

/** What passthrough needs of the encoder of a format. */
export interface CopyingEncoder {
  /** The rendition is being given, not encoded. */
  readonly isCopying: boolean;
  /** A process that encodes all but the rendition is warm. */
  readonly isReadyToCopy: boolean;
  prepareCopy(plan: EncoderPlan, renditionId: string): void;
  /** From this unit on, which begins a segment. Answers the map of the rendition. */
  beginCopy(unit: number): Buffer;
  copy(fragment: CopiedFragment): void;
  copyFrame(frame: RealtimeFrame): void;
  /** The whole ladder is encoded again, from where each rendition ended; what was only prepared is given up. */
  endCopy(): void;
}

/** The source that fills the canvas. */
export interface WholeSource {
  readonly coded: CodedFrames;
  /** The RTP time of the frame that is shown. */
  readonly shownRtp: number | undefined;
}

export interface PassthroughOptions {
  encoder: CopyingEncoder;
  renditionId: string;
  /** Encodes all other renditions. */
  plan(): EncoderPlan;
  frameRate: number;
  width: number;
  height: number;
  keyUnits: number;
  fragmentUnits: number;
  /** Bits a second of the rendition. */
  bitrate: number;
  changed(isOn: boolean): void;
}

/** A source's rate is steered over longer times than a segment. */
const BITRATE_TOLERANCE = 1.25;
/** The source's frames run this far ahead of the ticks. */
const MOST_AHEAD_UNITS = 3;
/** And this far behind them: it stopped. A decoder that waits for a processor says late what is shown, for a moment. */
const MOST_BEHIND_UNITS = 12;
/** A source that was never nearer to the ticks from one key frame to the next has another clock: audio would be out of sync. */
const DRIFTED_UNITS = 2;
/** Slices and parameter sets: what decoders need. */
const KEPT_NALS: readonly number[] = [H264_NAL.slice, H264_NAL.idrSlice, H264_NAL.sps, H264_NAL.pps];

/**
 * Gives the highest rendition of a format as the bitstream of the one source that it shows. It begins at a key frame of
 * the source, once that has kept to the rules from one key frame to the next, and ends at any part: with the first thing
 * that is drawn over the source, with the first frame that is missing, late or against the rules.
 */
export class Passthrough {
  readonly #options: PassthroughOptions;
  readonly #watch: SourceWatch;
  #source: WholeSource | undefined;
  #copied: CopiedFragments | undefined;
  /** The smallest distance between the frames since the last key frame and their ticks; above zero, frames are early. */
  #nearestUnits = 0;

  constructor(options: PassthroughOptions) {
    this.#options = options;
    const { keyUnits, frameRate, bitrate } = options;
    const mostBytes = (BITRATE_TOLERANCE * bitrate * keyUnits) / frameRate / 8;
    this.#watch = new SourceWatch({ ...options, mostBytes });
  }

  /** Once a unit, before the encoder learns of it: the source that its frame shows, and nothing else. */
  step(unit: number, source: WholeSource | undefined): void {
    // The process that encodes the other renditions ended: all are encoded again.
    if (this.#copied && !this.#options.encoder.isCopying) this.#stopped();
    if (source !== this.#source) this.#change(source);
    if (source?.shownRtp === undefined) return;
    const { frames, isBroken } = source.coded.take(source.shownRtp);
    if (isBroken) this.#lose();
    const newest = frames.at(-1);
    for (const coded of frames) this.#frame(unit, coded, coded === newest);
    if (this.#copied) this.#watchPace(this.#copied.nextUnit - (unit + 1));
  }

  #watchPace(aheadUnits: number): void {
    if (Math.abs(aheadUnits) < Math.abs(this.#nearestUnits)) this.#nearestUnits = aheadUnits;
    if (aheadUnits > MOST_AHEAD_UNITS || aheadUnits < -MOST_BEHIND_UNITS) this.end();
  }

  /** The whole ladder is encoded again. */
  end(): void {
    this.#options.encoder.endCopy();
    if (this.#copied) this.#stopped();
  }

  #stopped(): void {
    this.#copied = undefined;
    this.#options.changed(false);
  }

  #change(source: WholeSource | undefined): void {
    this.#source?.coded.keep(false);
    this.#source = source;
    source?.coded.keep(true);
    this.#lose();
  }

  #lose(): void {
    this.#watch.lose();
    this.end();
  }

  #frame(unit: number, coded: CodedAt, isNewest: boolean): void {
    const { frame } = coded;
    this.#watch.push(coded);
    // A process that is only prepared is no spare: it is given up as soon as the source breaks a rule.
    if (!this.#watch.fits || this.#hasDrifted(frame)) this.end();
    else if (this.#copied) this.#copy(this.#copied, frame);
    else if (frame.isKey) this.#offer(unit, frame, isNewest);
    if (frame.isKey) this.#nearestUnits = Number.POSITIVE_INFINITY;
  }

  #hasDrifted({ isKey }: CodedFrame): boolean {
    return this.#copied !== undefined && isKey && Math.abs(this.#nearestUnits) >= DRIFTED_UNITS;
  }

  /** A key frame from which on the rendition could be copied. */
  #offer(unit: number, frame: CodedFrame, isNewest: boolean): void {
    const { encoder, renditionId, plan, fragmentUnits, frameRate, changed } = this.#options;
    if (!encoder.isReadyToCopy) encoder.prepareCopy(plan(), renditionId);
    else if (isNewest) {
      const { trackId, timescaleHz } = parseTrackInit(encoder.beginCopy(unit));
      const ticksPerUnit = timescaleHz / frameRate;
      this.#copied = new CopiedFragments({ trackId, ticksPerUnit, startUnit: unit, fragmentUnits });
      changed(true);
      this.#copy(this.#copied, frame);
    }
  }

  #copy(copied: CopiedFragments, { data, isKey }: CodedFrame): void {
    const { encoder, frameRate } = this.#options;
    const sample = lengthPrefixed(annexBNals(data).filter((nal) => KEPT_NALS.includes(h264NalType(nal))));
    const at = { units: copied.nextUnit, perSecond: frameRate };
    encoder.copyFrame({ kind: 'video', at, isKey, data: sample });
    for (const fragment of copied.push(sample, isKey)) encoder.copy(fragment);
  }
}
