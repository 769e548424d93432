import { boxesIn, findBox, getBox } from './fmp4/box.js';

const AUDIO_TAG = 8;
const VIDEO_TAG = 9;
const TAG_HEADER_BYTES = 11;
/** AAC, 44 kHz, 16 bit, stereo: what the format demands whatever the AAC says of itself. */
const AAC = 0xaf;
const KEY_AVC = 0x17;
const INTER_AVC = 0x27;

/** The beginning of an FLV stream with video and audio. */
export const FLV_HEADER: Buffer = Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0]);

/** What a decoder must know before the first frame, out of the initialization section of H.264. */
export function flvVideoConfig(map: Buffer): Buffer {
  const entry = sampleEntryOf(map);
  const avcC = getBox(map, ['avcC'], { ...entry, bodyStart: entry.bodyStart + 78 });
  return tag(VIDEO_TAG, 0, [Buffer.from([KEY_AVC, 0, 0, 0, 0]), map.subarray(avcC.bodyStart, avcC.end)]);
}

/** The same of AAC. */
export function flvAudioConfig(map: Buffer): Buffer {
  const entry = sampleEntryOf(map);
  const esds = getBox(map, ['esds'], { ...entry, bodyStart: entry.bodyStart + 28 });
  return tag(AUDIO_TAG, 0, [
    Buffer.from([AAC, 0]),
    audioConfigOf(map.subarray(esds.bodyStart + 4, esds.end)),
  ]);
}

/** An access unit, its NAL units behind their lengths. */
export function flvVideo(timeMs: number, isKey: boolean, compositionMs: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head[0] = isKey ? KEY_AVC : INTER_AVC;
  head[1] = 1;
  head.writeIntBE(compositionMs, 2, 3);
  return tag(VIDEO_TAG, timeMs, [head, data]);
}

export const flvAudio = (timeMs: number, data: Uint8Array): Buffer =>
  tag(AUDIO_TAG, timeMs, [Buffer.from([AAC, 1]), data]);

function tag(type: number, timeMs: number, parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((total, { length }) => total + length, 0);
  const header = Buffer.alloc(TAG_HEADER_BYTES);
  header[0] = type;
  header.writeUIntBE(size, 1, 3);
  header.writeUIntBE(timeMs % 0x100_0000, 4, 3);
  header[7] = Math.floor(timeMs / 0x100_0000) & 0xff;
  const trailer = Buffer.alloc(4);
  trailer.writeUInt32BE(TAG_HEADER_BYTES + size);
  return Buffer.concat([header, ...parts, trailer]);
}

function sampleEntryOf(map: Buffer) {
  const stsd = getBox(map, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
  for (const box of boxesIn(map, stsd.bodyStart + 8, stsd.end)) return box;
  return getBox(map, ['moov', 'none'], findBox(map, ['moov']));
}

/** The decoder's own description, three descriptors deep (14496-1, 7.2.6). */
function audioConfigOf(descriptors: Buffer): Buffer {
  for (let at = 0; at + 2 < descriptors.length; at += 1) {
    if (descriptors[at] !== DECODER_SPECIFIC) continue;
    let size = 0;
    let next = at + 1;
    for (let more = true; more && next < descriptors.length; next += 1) {
      const byte = descriptors[next] ?? 0;
      size = size * 128 + (byte & 0x7f);
      more = (byte & 0x80) !== 0;
    }
    const isWhole = size >= 2 && size <= LONGEST_CONFIG && next + size <= descriptors.length;
    if (isWhole) return descriptors.subarray(next, next + size);
  }
  return Buffer.from([0x11, 0x90]);
}

const DECODER_SPECIFIC = 5;
const LONGEST_CONFIG = 64;
