import { type Box, boxesIn, findBox, getBox, MalformedMp4, readBoxHeader } from './box.js';
import type { SampleDefaults } from './track-init.js';

/** One coded frame as a fragment carries it. */
export interface Mp4Sample {
  /** Decode time in the track's timescale. */
  decodeTicks: number;
  durationTicks: number;
  compositionOffsetTicks: number;
  flags: number;
  data: Buffer;
}

/** `sample_is_non_sync_sample` (14496-12, 8.8.3.1). */
const NON_SYNC = 0x0001_0000;

/** Flags of a frame that decoders can begin with, and of one that needs others. */
export const SYNC_SAMPLE = 0x0200_0000;
export const NON_SYNC_SAMPLE = 0x0100_0000 | NON_SYNC;

export const isSyncSample = (sample: Pick<Mp4Sample, 'flags'>): boolean => (sample.flags & NON_SYNC) === 0;

interface TrackFragmentHeader extends SampleDefaults {
  dataBase: number;
}

/** The samples of a moof and its mdat; data are views into the fragment. */
export function readFragment(fragment: Buffer, defaults: SampleDefaults): Mp4Sample[] {
  const moof = getBox(fragment, ['moof']);
  const traf = getBox(fragment, ['traf'], moof);
  const header = readHeader(fragment, getBox(fragment, ['tfhd'], traf), moof, defaults);
  const samples: Mp4Sample[] = [];
  let decodeTicks = readDecodeTime(fragment, findBox(fragment, ['tfdt'], traf));
  let dataAt = header.dataBase;
  for (const box of boxesIn(fragment, traf.bodyStart, traf.end)) {
    if (box.type !== 'trun') continue;
    const run = readRun(fragment, box, header, decodeTicks, dataAt);
    samples.push(...run.samples);
    decodeTicks = run.endTicks;
    dataAt = run.endOffset;
  }
  return samples;
}

/** Moves a fragment in time, in place, by this many ticks of its track. */
export function moveFragment(fragment: Buffer, byTicks: number): void {
  const { bodyStart } = getBox(fragment, ['moof', 'traf', 'tfdt']);
  if (fragment[bodyStart] === 1) {
    const moved = fragment.readBigUInt64BE(bodyStart + 4) + BigInt(byTicks);
    fragment.writeBigUInt64BE(moved, bodyStart + 4);
  } else fragment.writeUInt32BE(fragment.readUInt32BE(bodyStart + 4) + byTicks, bodyStart + 4);
}

function readDecodeTime(bytes: Buffer, tfdt: Box | undefined): number {
  if (!tfdt) throw new MalformedMp4('a fragment without tfdt');
  return bytes[tfdt.bodyStart] === 1
    ? Number(bytes.readBigUInt64BE(tfdt.bodyStart + 4))
    : bytes.readUInt32BE(tfdt.bodyStart + 4);
}

function readHeader(bytes: Buffer, tfhd: Box, moof: Box, defaults: SampleDefaults): TrackFragmentHeader {
  const flags = bytes.readUInt32BE(tfhd.bodyStart) & 0xff_ffff;
  const header = { ...defaults, dataBase: moof.start };
  let at = tfhd.bodyStart + 8;
  if (flags & 0x01) {
    header.dataBase = Number(bytes.readBigUInt64BE(at));
    at += 8;
  }
  if (flags & 0x02) at += 4;
  if (flags & 0x08) {
    header.durationTicks = bytes.readUInt32BE(at);
    at += 4;
  }
  if (flags & 0x10) {
    header.sizeBytes = bytes.readUInt32BE(at);
    at += 4;
  }
  if (flags & 0x20) header.flags = bytes.readUInt32BE(at);
  return header;
}

const RUN_DATA_OFFSET = 0x001;
const RUN_FIRST_FLAGS = 0x004;
const RUN_DURATION = 0x100;
const RUN_SIZE = 0x200;
const RUN_FLAGS = 0x400;
const RUN_COMPOSITION = 0x800;

function readRun(
  bytes: Buffer,
  trun: Box,
  header: TrackFragmentHeader,
  startTicks: number,
  startOffset: number,
): { samples: Mp4Sample[]; endTicks: number; endOffset: number } {
  const word = bytes.readUInt32BE(trun.bodyStart);
  const signedOffsets = word >>> 24 === 1;
  const count = bytes.readUInt32BE(trun.bodyStart + 4);
  // A count that lies over empty samples would keep us here for seconds.
  if (count > bytes.length) throw new MalformedMp4('a run of more samples than the fragment has bytes');
  let at = trun.bodyStart + 8;
  const next = (present: number, otherwise: number): number => {
    if (!(word & present)) return otherwise;
    at += 4;
    if (at > trun.end) throw new MalformedMp4('a run that ends before its last sample');
    return bytes.readUInt32BE(at - 4);
  };
  let dataAt = word & RUN_DATA_OFFSET ? header.dataBase + (next(RUN_DATA_OFFSET, 0) | 0) : startOffset;
  const firstFlags = next(RUN_FIRST_FLAGS, header.flags);
  let decodeTicks = startTicks;
  const samples: Mp4Sample[] = [];
  for (let index = 0; index < count; index += 1) {
    const durationTicks = next(RUN_DURATION, header.durationTicks);
    const sizeBytes = next(RUN_SIZE, header.sizeBytes);
    const flags = next(RUN_FLAGS, index === 0 ? firstFlags : header.flags);
    const offset = next(RUN_COMPOSITION, 0);
    if (dataAt + sizeBytes > bytes.length) throw new MalformedMp4('a sample that ends past its fragment');
    samples.push({
      decodeTicks,
      durationTicks,
      compositionOffsetTicks: signedOffsets ? offset | 0 : offset,
      flags,
      data: bytes.subarray(dataAt, dataAt + sizeBytes),
    });
    decodeTicks += durationTicks;
    dataAt += sizeBytes;
  }
  return { samples, endTicks: decodeTicks, endOffset: dataAt };
}

/** A muxer's output, cut at its seams: once the initialization section, then whole fragments. */
export type Mp4Piece = { kind: 'init'; bytes: Buffer } | { kind: 'fragment'; bytes: Buffer };

/** No fragment of a live encoder is near this; a larger one means that the stream is not what we think. */
const LONGEST_BOX_BYTES = 64 * 1024 * 1024;

/** Takes a fragmented MP4 byte stream in any slicing and gives whole pieces, each as soon as its last byte came. */
export class FragmentSplitter {
  #chunks: Buffer[] = [];
  #bufferedBytes = 0;
  /** Boxes of the piece that is being put together. */
  #piece: Buffer[] = [];

  push(chunk: Uint8Array): Mp4Piece[] {
    this.#chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#bufferedBytes += chunk.byteLength;
    const pieces: Mp4Piece[] = [];
    for (let box = this.#takeBox(); box; box = this.#takeBox()) {
      const piece = this.#accept(box.type, box.bytes);
      if (piece) pieces.push(piece);
    }
    return pieces;
  }

  /** Bytes that came and belong to no whole piece yet, in order: pushed into another splitter, that one goes on alike. */
  get pending(): Buffer {
    return Buffer.concat([...this.#piece, ...this.#chunks]);
  }

  #accept(type: string, bytes: Buffer): Mp4Piece | undefined {
    if (type === 'sidx' || type === 'free' || type === 'skip' || type === 'mfra') return undefined;
    this.#piece.push(bytes);
    if (type !== 'moov' && type !== 'mdat') return undefined;
    const whole = Buffer.concat(this.#piece);
    this.#piece = [];
    return { kind: type === 'moov' ? 'init' : 'fragment', bytes: whole };
  }

  #takeBox(): { type: string; bytes: Buffer } | undefined {
    const header = readBoxHeader(this.#head(16), 0);
    if (!header) return undefined;
    if (!/^[\x20-\x7e]{4}$/.test(header.type)) throw new MalformedMp4('no box where one should begin');
    if (header.sizeBytes < header.headerBytes || header.sizeBytes > LONGEST_BOX_BYTES)
      throw new MalformedMp4(`a ${JSON.stringify(header.type)} box of ${header.sizeBytes} bytes in a stream`);
    if (this.#bufferedBytes < header.sizeBytes) return undefined;
    const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    const rest = all.subarray(header.sizeBytes);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bufferedBytes = rest.length;
    return { type: header.type, bytes: all.subarray(0, header.sizeBytes) };
  }

  /** The first bytes without joining a large buffer for them. */
  #head(length: number): Buffer {
    const first = this.#chunks[0];
    if (!first) return Buffer.alloc(0);
    if (first.length >= length || this.#chunks.length === 1) return first;
    const head: Buffer[] = [];
    let have = 0;
    for (const chunk of this.#chunks) {
      head.push(chunk);
      have += chunk.length;
      if (have >= length) break;
    }
    return Buffer.concat(head);
  }
}
