import { element, float, ID, text, uint } from './ebml.js';

/** What a file says of the one track in it. */
export interface MatroskaTrack {
  kind: 'video' | 'audio';
  codecId: 'V_VP8' | 'V_VP9' | 'V_AV1' | 'V_MPEG4/ISO/AVC' | 'A_OPUS';
  name: string;
  codecPrivate?: Uint8Array | undefined;
  size?: { width: number; height: number } | undefined;
}

const VIDEO = 1;
const AUDIO = 2;
const OPUS_PREROLL_NS = 80_000_000;

export function trackEntry({ kind, codecId, name, codecPrivate, size }: MatroskaTrack): Buffer {
  const { width, height } = size ?? { width: 0, height: 0 };
  return element(
    ID.trackEntry,
    uint(ID.trackNumber, 1),
    uint(ID.trackUid, 1),
    uint(ID.trackType, kind === 'video' ? VIDEO : AUDIO),
    uint(ID.flagLacing, 0),
    text(ID.trackName, name),
    text(ID.codecId, codecId),
    ...(codecPrivate === undefined ? [] : [element(ID.codecPrivate, codecPrivate)]),
    ...(kind === 'video'
      ? [element(ID.video, uint(ID.pixelWidth, width), uint(ID.pixelHeight, height))]
      : [
          uint(ID.codecDelay, 0),
          uint(ID.seekPreRoll, OPUS_PREROLL_NS),
          element(ID.audio, float(ID.samplingFrequency, 48_000), uint(ID.channels, 2)),
        ]),
  );
}

/** RFC 7845, 5.1: two channels, nothing to skip, 48 kHz. */
export function opusHead(): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head[8] = 1;
  head[9] = 2;
  head.writeUInt32LE(48_000, 12);
  return head;
}
