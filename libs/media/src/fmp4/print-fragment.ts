import type { Mp4Sample } from './fragment.js';

export interface FragmentHeader {
  sequence: number;
  trackId: number;
  decodeTicks: number;
}

/** Bytes of the boxes of a fragment, each with its header (14496-12, 8.8). */
const BOX_BYTES = 8;
const MFHD_BYTES = BOX_BYTES + 8;
const TFHD_BYTES = BOX_BYTES + 8;
const TFDT_BYTES = BOX_BYTES + 12;
const TRUN_BYTES = BOX_BYTES + 12;
/** Duration, size and flags of a sample, and its composition offset where samples are reordered. */
const SAMPLE_BYTES = 12;
const REORDERED_SAMPLE_BYTES = 16;

/** default-base-is-moof, as CMAF asks (23000-19, 7.5.16). */
const TFHD_FLAGS = 0x0002_0000;
/** Times of 64 bits. */
const TFDT_VERSION = 0x0100_0000;
/** Version 1: signed composition offsets; a data offset, then duration, size and flags of every sample. */
const TRUN_FLAGS = 0x0100_0701;
const TRUN_COMPOSITION = 0x800;

/** Fills a buffer from its start. */
class BoxWriter {
  readonly bytes: Buffer;
  #at = 0;

  constructor(sizeBytes: number) {
    this.bytes = Buffer.allocUnsafe(sizeBytes);
  }

  /** The header of a box; what it holds is written behind it. */
  box(type: string, sizeBytes: number, ...words: number[]): void {
    this.words(sizeBytes);
    this.#at += this.bytes.write(type, this.#at, 'latin1');
    this.words(...words);
  }

  words(...values: number[]): void {
    for (const value of values) this.#at = this.bytes.writeUInt32BE(value >>> 0, this.#at);
  }

  time(ticks: number): void {
    this.#at = this.bytes.writeBigUInt64BE(BigInt(ticks), this.#at);
  }

  data(data: Uint8Array): void {
    this.bytes.set(data, this.#at);
    this.#at += data.length;
  }
}

/**
 * One moof and one mdat around samples that follow each other, at a decode time of our choosing. Each audio frame of a
 * show is one, so it is printed in one go: with a buffer for each box it took twice as long.
 */
export function printFragment(header: FragmentHeader, samples: readonly Mp4Sample[]): Buffer {
  const isReordered = samples.some(({ compositionOffsetTicks }) => compositionOffsetTicks !== 0);
  const trunBytes = TRUN_BYTES + samples.length * (isReordered ? REORDERED_SAMPLE_BYTES : SAMPLE_BYTES);
  const trafBytes = BOX_BYTES + TFHD_BYTES + TFDT_BYTES + trunBytes;
  const moofBytes = BOX_BYTES + MFHD_BYTES + trafBytes;
  const mdatBytes = samples.reduce((total, { data }) => total + data.length, BOX_BYTES);
  const writer = new BoxWriter(moofBytes + mdatBytes);
  writer.box('moof', moofBytes);
  writer.box('mfhd', MFHD_BYTES, 0, header.sequence);
  writer.box('traf', trafBytes);
  writer.box('tfhd', TFHD_BYTES, TFHD_FLAGS, header.trackId);
  writer.box('tfdt', TFDT_BYTES, TFDT_VERSION);
  writer.time(header.decodeTicks);
  const flags = isReordered ? TRUN_FLAGS | TRUN_COMPOSITION : TRUN_FLAGS;
  writer.box('trun', trunBytes, flags, samples.length, moofBytes + BOX_BYTES);
  for (const sample of samples) {
    writer.words(sample.durationTicks, sample.data.length, sample.flags);
    if (isReordered) writer.words(sample.compositionOffsetTicks);
  }
  writer.box('mdat', mdatBytes);
  for (const { data } of samples) writer.data(data);
  return writer.bytes;
}
