import { getBox, printBox } from '#media';
import type { SampleTable } from './sample-table.js';

export interface MoovTrack {
  table: SampleTable;
  /** The sample entry of each map, in the order of the descriptions of the chunks. */
  sampleEntries: readonly Buffer[];
  /** Where each chunk lies in the file. */
  chunkOffsets: readonly number[];
}

/** Fine enough for frames of every rate and samples of 48 kHz. */
const MOVIE_TIMESCALE = 90_000;
const IDENTITY = [0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000];

export interface MovieTimes {
  /** Show time at which the movie begins and ends. */
  startSeconds: number;
  endSeconds: number;
}

/** The index of an ordinary MP4 (14496-12): all tables before the media, so that it plays while it loads. */
export function printMoov(
  tracks: readonly MoovTrack[],
  times: MovieTimes,
  userData: Buffer = Buffer.alloc(0),
): Buffer {
  const duration = Math.round((times.endSeconds - times.startSeconds) * MOVIE_TIMESCALE);
  return printBox(
    'moov',
    printBox('mvhd', printMvhd(duration, tracks.length + 1)),
    ...tracks.map((track, index) => printTrak(track, index + 1, times)),
    userData,
  );
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}

const longs = (...values: number[]): Buffer => longList(values);

/** More values than a call takes arguments. */
function wordList(values: Iterable<number>, count: number): Buffer {
  const bytes = Buffer.alloc(count * 4);
  let at = 0;
  for (const value of values) at = bytes.writeUInt32BE(value >>> 0, at);
  return bytes;
}

function longList(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigInt64BE(BigInt(value), index * 8);
  return bytes;
}

const VERSION_1 = 0x0100_0000;

/** Rate 1, full volume. */
const printMvhd = (duration: number, nextTrackId: number): Buffer =>
  Buffer.concat([
    words(VERSION_1),
    longs(0, 0),
    words(MOVIE_TIMESCALE),
    longs(duration),
    words(0x0001_0000, 0x0100_0000, 0, 0, ...IDENTITY, 0, 0, 0, 0, 0, 0, nextTrackId),
  ]);

function printTrak(track: MoovTrack, trackId: number, times: MovieTimes): Buffer {
  const { table } = track;
  const { timescaleHz } = table.init;
  const startSeconds = table.startTicks / timescaleHz;
  const endSeconds = Math.min(table.endTicks / timescaleHz, times.endSeconds);
  // A track that begins later waits; of one that begins earlier the beginning is left out.
  const waits = Math.max(0, Math.round((startSeconds - times.startSeconds) * MOVIE_TIMESCALE));
  const skips = Math.max(0, Math.round((times.startSeconds - startSeconds) * timescaleHz));
  const shown = Math.max(
    0,
    Math.round((endSeconds - Math.max(startSeconds, times.startSeconds)) * MOVIE_TIMESCALE),
  );
  const edits = [...(waits > 0 ? [edit(waits, -1)] : []), edit(shown, skips)];
  return printBox(
    'trak',
    printBox('tkhd', printTkhd(table, trackId, waits + shown)),
    printBox('edts', printBox('elst', words(VERSION_1, edits.length), ...edits)),
    printMdia(track),
  );
}

const edit = (duration: number, mediaTime: number): Buffer =>
  Buffer.concat([longs(duration, mediaTime), words(0x0001_0000)]);

function printTkhd({ init }: SampleTable, trackId: number, duration: number): Buffer {
  const isAudio = init.kind === 'audio';
  return Buffer.concat([
    // Enabled, in the movie.
    words(VERSION_1 | 3),
    longs(0, 0),
    words(trackId, 0),
    longs(duration),
    words(0, 0, isAudio ? 1 : 0, isAudio ? 0x0100_0000 : 0, ...IDENTITY),
    words(init.width * 65_536, init.height * 65_536),
  ]);
}

const UNDETERMINED_LANGUAGE = 0x55c4_0000;

function printMdia(track: MoovTrack): Buffer {
  const { init, startTicks, endTicks } = track.table;
  const trak = getBox(init.bytes, ['moov', 'trak']);
  const copy = (...path: string[]) => {
    const { start, end } = getBox(init.bytes, path, trak);
    return init.bytes.subarray(start, end);
  };
  return printBox(
    'mdia',
    printBox(
      'mdhd',
      words(VERSION_1),
      longs(0, 0),
      words(init.timescaleHz),
      longs(endTicks - startTicks),
      words(UNDETERMINED_LANGUAGE),
    ),
    copy('mdia', 'hdlr'),
    printBox(
      'minf',
      copy('mdia', 'minf', init.kind === 'video' ? 'vmhd' : 'smhd'),
      copy('mdia', 'minf', 'dinf'),
      printStbl(track),
    ),
  );
}

function printStbl({ table, sampleEntries, chunkOffsets }: MoovTrack): Buffer {
  const boxes = [
    printBox('stsd', words(0, sampleEntries.length), ...sampleEntries),
    printBox('stts', printRuns(durationsOf(table))),
    ...(table.hasComposition
      ? [printBox('ctts', printRuns(valuesOf(table.count, (at) => table.compositionTicks.at(at))))]
      : []),
    ...(table.init.kind === 'video' ? [printBox('stss', printSyncSamples(table))] : []),
    printBox('stsc', printChunkRuns(table)),
    printBox('stsz', printSizes(table)),
    printBox('co64', words(0, chunkOffsets.length), longList(chunkOffsets)),
  ];
  return printBox('stbl', ...boxes);
}

function* valuesOf(count: number, at: (index: number) => number): Generator<number> {
  for (let index = 0; index < count; index += 1) yield at(index);
}

/** A sample lasts until the next one: over a pause the last frame stays. */
const durationsOf = (table: SampleTable): Generator<number> =>
  valuesOf(table.count, (index) => {
    const next = index + 1 < table.count ? table.decodeTicks.at(index + 1) : table.endTicks;
    return next - table.decodeTicks.at(index);
  });

/** Equal values in a row as pairs of count and value. */
function printRuns(values: Iterable<number>): Buffer {
  const pairs: number[] = [];
  let count = 0;
  let last: number | undefined;
  for (const value of values) {
    if (value === last) count += 1;
    else {
      if (last !== undefined) pairs.push(count, last);
      last = value;
      count = 1;
    }
  }
  if (last !== undefined) pairs.push(count, last);
  return Buffer.concat([words(0, pairs.length / 2), wordList(pairs, pairs.length)]);
}

function printSyncSamples({ syncSamples }: SampleTable): Buffer {
  const { length } = syncSamples;
  const listed = wordList(
    valuesOf(length, (at) => syncSamples.at(at)),
    length,
  );
  return Buffer.concat([words(0, length), listed]);
}

/** Chunks of equal length and description in a row are named once. */
function printChunkRuns({ chunks }: SampleTable): Buffer {
  const entries: number[] = [];
  for (const [index, { samples, description }] of chunks.entries()) {
    if (entries.at(-2) !== samples || entries.at(-1) !== description + 1)
      entries.push(index + 1, samples, description + 1);
  }
  return Buffer.concat([words(0, entries.length / 3), wordList(entries, entries.length)]);
}

function printSizes(table: SampleTable): Buffer {
  const { count } = table;
  const sizes = valuesOf(count, (at) => table.sizes.at(at));
  return Buffer.concat([words(0, 0, count), wordList(sizes, count)]);
}
