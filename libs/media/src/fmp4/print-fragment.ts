import { printBox } from './box.js';
import type { Mp4Sample } from './fragment.js';

export interface FragmentHeader {
  sequence: number;
  trackId: number;
  decodeTicks: number;
}

/** One moof and one mdat around samples that follow each other, at a decode time of our choosing. */
export function printFragment(header: FragmentHeader, samples: readonly Mp4Sample[]): Buffer {
  const moofBytes = printMoof(header, samples, 0).length;
  const moof = printMoof(header, samples, moofBytes + 8);
  return Buffer.concat([moof, printBox('mdat', ...samples.map((sample) => sample.data))]);
}

function printMoof(header: FragmentHeader, samples: readonly Mp4Sample[], dataOffset: number): Buffer {
  return printBox(
    'moof',
    printBox('mfhd', words(0, header.sequence)),
    printBox(
      'traf',
      printTfhd(header.trackId),
      printTfdt(header.decodeTicks),
      printTrun(samples, dataOffset),
    ),
  );
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value >>> 0, index * 4);
  });
  return bytes;
}

/** default-base-is-moof, as CMAF asks (23000-19, 7.5.16). */
const printTfhd = (trackId: number) => printBox('tfhd', words(0x0002_0000, trackId));

function printTfdt(decodeTicks: number): Buffer {
  const body = Buffer.alloc(12);
  body.writeUInt32BE(0x0100_0000, 0);
  body.writeBigUInt64BE(BigInt(decodeTicks), 4);
  return printBox('tfdt', body);
}

/** Version 1: signed composition offsets; duration, size and flags for every sample. */
function printTrun(samples: readonly Mp4Sample[], dataOffset: number): Buffer {
  const reordered = samples.some((sample) => sample.compositionOffsetTicks !== 0);
  const values = [reordered ? 0x0100_0f01 : 0x0100_0701, samples.length, dataOffset];
  for (const sample of samples) {
    values.push(sample.durationTicks, sample.data.length, sample.flags);
    if (reordered) values.push(sample.compositionOffsetTicks);
  }
  return printBox('trun', words(...values));
}
