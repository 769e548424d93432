import { type Box, boxesIn, findBox, getBox, MalformedMp4 } from './box.js';
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
