import { type FileHandle, open } from 'node:fs/promises';
import { placeWhole } from '#kernel';
import { type Box, boxesIn, getBox, parseTrackInit, printBox, type TrackInit } from '#media';
import type { Chapter } from '../edit/recording-edit.js';
import { printChapters } from './print-chapters.js';
import { type MovieTimes, printMoov } from './print-moov.js';
import { type Chunk, SampleTable, SILENT_AAC } from './sample-table.js';

/** A stretch of a source file: a segment, or the map that it needs. */
export interface Stretch {
  offset: number;
  bytes: number;
}

export interface Mp4Segment extends Stretch {
  map: Stretch;
  /** By how much it lies behind the times within its bytes. */
  shiftSeconds?: number;
}

/** One track as it was recorded: fragments in a file, each under one of several maps. */
export interface Mp4Source {
  path: string;
  segments: readonly Mp4Segment[];
}

export interface WriteMp4Options extends MovieTimes {
  path: string;
  sources: readonly Mp4Source[];
  /** From the first frame of the file. */
  chapters?: readonly Chapter[];
  /** Between 0 and 1. */
  onProgress?(done: number): void;
}

interface OpenTrack {
  handle: FileHandle;
  table: SampleTable;
  sampleEntries: Buffer[];
}

const FTYP = printBox('ftyp', Buffer.from('isom\x00\x00\x02\x00isomiso2avc1mp41', 'latin1'));
const LARGE_HEADER_BYTES = 16;
/** Of the whole: reading the tables, then copying the media. */
const TABLES_SHARE = 0.3;

/**
 * An ordinary MP4 with its index first, out of what was recorded: nothing is encoded, times stay those of the recording.
 * The file has its name once it is whole.
 */
export async function writeMp4(options: WriteMp4Options): Promise<{ bytes: number }> {
  const tracks: OpenTrack[] = [];
  try {
    for (const [index, source] of options.sources.entries()) {
      const share = (done: number) => (index + done) / options.sources.length;
      tracks.push(await readTables(source, (done) => options.onProgress?.(TABLES_SHARE * share(done))));
    }
    const written = tracks.filter(({ table }) => table.count > 0);
    if (written.length === 0) throw new Error('nothing was recorded');
    return { bytes: await placeWhole(options.path, (draft) => writeFileOf(written, draft, options)) };
  } finally {
    for (const { handle } of tracks) await handle.close();
  }
}

async function readTables(source: Mp4Source, onProgress: (done: number) => void): Promise<OpenTrack> {
  const handle = await open(source.path, 'r');
  const inits = new Map<number, { init: TrackInit; description: number }>();
  const sampleEntries: Buffer[] = [];
  let table: SampleTable | undefined;
  try {
    for (const [index, { offset, bytes, map, shiftSeconds = 0 }] of source.segments.entries()) {
      const known = inits.get(map.offset) ?? (await readMap(handle, map, sampleEntries));
      inits.set(map.offset, known);
      table ??= new SampleTable(known.init);
      table.addSegment(await read(handle, offset, bytes), { ...known, offset, shiftSeconds });
      onProgress((index + 1) / source.segments.length);
    }
    if (table === undefined) throw new Error(`nothing was recorded in ${source.path}`);
    return { handle, table, sampleEntries };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Maps of several encoder runs are mostly the same: each that differs is a description of its own. */
async function readMap(handle: FileHandle, { offset, bytes }: Stretch, sampleEntries: Buffer[]) {
  const init = parseTrackInit(await read(handle, offset, bytes));
  const entry = sampleEntryOf(init.bytes);
  const known = sampleEntries.findIndex((each) => each.equals(entry));
  return { init, description: known >= 0 ? known : sampleEntries.push(entry) - 1 };
}

function sampleEntryOf(init: Buffer): Buffer {
  const stsd = getBox(init, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
  const [entry] = boxesIn(init, stsd.bodyStart + 8, stsd.end) as Iterable<Box>;
  if (entry === undefined) throw new Error('a map without a sample entry');
  return init.subarray(entry.start, entry.end);
}

async function read(handle: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes);
  let done = 0;
  while (done < bytes) {
    const { bytesRead } = await handle.read(buffer, done, bytes - done, offset + done);
    if (bytesRead === 0) throw new Error(`the recording ends at ${offset + done}`);
    done += bytesRead;
  }
  return buffer;
}

interface Placed {
  track: number;
  chunk: Chunk;
}

/** Chunks of all tracks in the order of their time: a player reads on from one place. */
function interleaved(tracks: readonly OpenTrack[]): Placed[] {
  const placed = tracks.flatMap(({ table }, track) => table.chunks.map((chunk) => ({ track, chunk })));
  const secondsOf = ({ track, chunk }: Placed) =>
    chunk.startTicks / (tracks[track]?.table.init.timescaleHz ?? 1);
  return placed.sort((a, b) => secondsOf(a) - secondsOf(b));
}

async function writeFileOf(
  tracks: readonly OpenTrack[],
  path: string,
  { startSeconds, endSeconds, chapters = [], onProgress }: WriteMp4Options,
): Promise<number> {
  const order = interleaved(tracks);
  const mediaBytes = order.reduce((sum, { chunk }) => sum + chunk.bytes, 0);
  const moovAt = (mediaAt: number) => {
    const offsets = tracks.map((): number[] => []);
    let at = mediaAt;
    for (const { track, chunk } of order) {
      offsets[track]?.push(at);
      at += chunk.bytes;
    }
    const moovTracks = tracks.map((track, index) => ({ ...track, chunkOffsets: offsets[index] ?? [] }));
    return printMoov(moovTracks, { startSeconds, endSeconds }, printChapters(chapters));
  };
  // Places are of one length whatever they are: the index is printed twice.
  const mediaAt = FTYP.length + moovAt(0).length + LARGE_HEADER_BYTES;
  const header = Buffer.alloc(LARGE_HEADER_BYTES);
  header.writeUInt32BE(1, 0);
  header.write('mdat', 4, 'latin1');
  header.writeBigUInt64BE(BigInt(mediaBytes + LARGE_HEADER_BYTES), 8);
  const target = await open(path, 'w');
  try {
    await target.write(Buffer.concat([FTYP, moovAt(mediaAt), header]));
    let copied = 0;
    for (const { track, chunk } of order) {
      await target.write(await bytesOf(tracks[track], chunk));
      copied += chunk.bytes;
      onProgress?.(TABLES_SHARE + (1 - TABLES_SHARE) * (copied / mediaBytes));
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return mediaAt + mediaBytes;
}

async function bytesOf(
  track: OpenTrack | undefined,
  { sourceOffset, bytes, samples }: Chunk,
): Promise<Buffer> {
  if (sourceOffset === undefined) return Buffer.concat(Array.from({ length: samples }, () => SILENT_AAC));
  if (track === undefined) throw new Error('a chunk without a track');
  return read(track.handle, sourceOffset, bytes);
}
