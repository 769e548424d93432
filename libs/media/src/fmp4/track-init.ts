import { type Box, boxesIn, findBox, getBox, MalformedMp4 } from './box.js';
import { av1CodecString, avcCodecString, mp4aCodecString } from './codec-string.js';

/** What an initialization section says of its single track. */
export interface TrackInit {
  /** The section itself, without an edit list: the packager rewrites times when it places the samples. */
  bytes: Buffer;
  trackId: number;
  kind: 'video' | 'audio';
  timescaleHz: number;
  /** RFC 6381, as it stands in CODECS. */
  codec: string;
  width: number;
  height: number;
  /** Media time at which the presentation begins: an encoder's priming. Absent without an edit list. */
  editStart: number | undefined;
  defaults: SampleDefaults;
}

export interface SampleDefaults {
  durationTicks: number;
  sizeBytes: number;
  flags: number;
}

export function parseTrackInit(section: Buffer): TrackInit {
  const bytes = Buffer.from(section);
  const trak = getBox(bytes, ['moov', 'trak']);
  const sampleEntry = firstSampleEntry(bytes, trak);
  return {
    trackId: readTrackId(bytes, trak),
    timescaleHz: readTimescale(bytes, trak),
    ...describe(bytes, sampleEntry),
    editStart: takeEditStart(bytes, trak),
    defaults: readTrackExtends(bytes),
    bytes,
  };
}

function firstSampleEntry(bytes: Buffer, trak: Box): Box {
  const stsd = getBox(bytes, ['mdia', 'minf', 'stbl', 'stsd'], trak);
  for (const box of boxesIn(bytes, stsd.bodyStart + 8, stsd.end)) return box;
  throw new MalformedMp4('an empty stsd');
}

type TrackFacts = Pick<TrackInit, 'kind' | 'codec' | 'width' | 'height'>;

/** What each kind of video says of its codec, in a box of its own. */
const VIDEO_ENTRIES: Record<string, { box: string; codecOf(payload: Buffer): string }> = {
  avc1: { box: 'avcC', codecOf: (payload) => avcCodecString('avc1', payload) },
  avc3: { box: 'avcC', codecOf: (payload) => avcCodecString('avc3', payload) },
  av01: { box: 'av1C', codecOf: av1CodecString },
};

function describe(bytes: Buffer, entry: Box): TrackFacts {
  const video = VIDEO_ENTRIES[entry.type];
  if (video) {
    // A visual sample entry has 78 bytes before its boxes (14496-12, 12.1.3).
    const { bodyStart, end } = getBox(bytes, [video.box], { ...entry, bodyStart: entry.bodyStart + 78 });
    return {
      kind: 'video',
      codec: video.codecOf(bytes.subarray(bodyStart, end)),
      width: bytes.readUInt16BE(entry.bodyStart + 24),
      height: bytes.readUInt16BE(entry.bodyStart + 26),
    };
  }
  if (entry.type === 'mp4a') {
    // An audio sample entry has 28 bytes before its boxes (14496-12, 12.2.3).
    const esds = getBox(bytes, ['esds'], { ...entry, bodyStart: entry.bodyStart + 28 });
    const codec = mp4aCodecString(bytes.subarray(esds.bodyStart, esds.end));
    return { kind: 'audio', codec, width: 0, height: 0 };
  }
  if (entry.type === 'Opus') return { kind: 'audio', codec: 'opus', width: 0, height: 0 };
  throw new MalformedMp4(`a sample entry of type ${JSON.stringify(entry.type)}`);
}

function readTrackId(bytes: Buffer, trak: Box): number {
  const tkhd = getBox(bytes, ['tkhd'], trak);
  return bytes.readUInt32BE(tkhd.bodyStart + (bytes[tkhd.bodyStart] === 1 ? 20 : 12));
}

function readTimescale(bytes: Buffer, trak: Box): number {
  const mdhd = getBox(bytes, ['mdia', 'mdhd'], trak);
  return bytes.readUInt32BE(mdhd.bodyStart + (bytes[mdhd.bodyStart] === 1 ? 20 : 12));
}

function readTrackExtends(bytes: Buffer): SampleDefaults {
  const { bodyStart } = getBox(bytes, ['moov', 'mvex', 'trex']);
  return {
    durationTicks: bytes.readUInt32BE(bodyStart + 12),
    sizeBytes: bytes.readUInt32BE(bodyStart + 16),
    flags: bytes.readUInt32BE(bodyStart + 20),
  };
}

/** Reads the edit list and turns it into free space: players honour it differently, we place samples ourselves. */
function takeEditStart(bytes: Buffer, trak: Box): number | undefined {
  const edts = findBox(bytes, ['edts'], trak);
  const elst = edts && findBox(bytes, ['elst'], edts);
  if (!edts || !elst) return undefined;
  const wide = bytes[elst.bodyStart] === 1;
  const count = bytes.readUInt32BE(elst.bodyStart + 4);
  let start: number | undefined;
  for (let entry = 0; entry < count; entry += 1) {
    const at = elst.bodyStart + 8 + entry * (wide ? 20 : 12);
    const mediaTime = wide ? Number(bytes.readBigInt64BE(at + 8)) : bytes.readInt32BE(at + 4);
    if (mediaTime >= 0) start ??= mediaTime;
  }
  bytes.write('free', edts.start + 4, 'latin1');
  return start;
}
