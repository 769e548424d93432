import { printBox } from './box.js';
import { words } from './words.js';

export interface AacTrack {
  sampleRateHz: number;
  channels: number;
  bitrate: number;
}

const TRACK_ID = 1;
const SAMPLE_RATE_INDEX: Readonly<Record<number, number>> = {
  48000: 3,
  44100: 4,
  32000: 5,
  24000: 6,
  16000: 8,
};
const IDENTITY = words(0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000);

/** The initialization section of one track of AAC-LC, as FFmpeg's muxer writes it for fragments; only names differ. */
export function printAacInit(track: AacTrack): Buffer {
  return Buffer.concat([
    printBox('ftyp', Buffer.from('iso6'), words(0x200), Buffer.from('iso6cmfcmp41')),
    printBox(
      'moov',
      printBox(
        'mvhd',
        ...[words(0, 0, 0, 1_000, 0, 0x0001_0000, 0x0100_0000, 0, 0), IDENTITY],
        words(0, 0, 0, 0, 0, 0, TRACK_ID + 1),
      ),
      printBox('trak', printTrackHeader(), printMedia(track)),
      printBox('mvex', printBox('trex', words(0, TRACK_ID, 1, 0, 0, 0))),
    ),
  ]);
}

/** Enabled, in the movie; alternate group 1, full volume. */
const printTrackHeader = (): Buffer =>
  printBox('tkhd', words(3, 0, 0, TRACK_ID, 0, 0, 0, 0, 1, 0x0100_0000), IDENTITY, words(0, 0));

function printMedia(track: AacTrack): Buffer {
  const UNDETERMINED = 0x55c4_0000;
  const empty = ['stts', 'stsc', 'stsz', 'stco'].map((type) =>
    printBox(type, words(...(type === 'stsz' ? [0, 0, 0] : [0, 0]))),
  );
  const ownFile = printBox('url ', words(1));
  return printBox(
    'mdia',
    printBox('mdhd', words(0, 0, 0, track.sampleRateHz, 0, UNDETERMINED)),
    printBox('hdlr', words(0, 0), Buffer.from('soun'), words(0, 0, 0), Buffer.from('AudioHandler\0')),
    printBox(
      'minf',
      printBox('smhd', words(0, 0)),
      printBox('dinf', printBox('dref', words(0, 1), ownFile)),
      printBox('stbl', printBox('stsd', words(0, 1), printSampleEntry(track)), ...empty),
    ),
  );
}

function printSampleEntry({ sampleRateHz, channels, bitrate }: AacTrack): Buffer {
  const sixteenBits = 16;
  return printBox(
    'mp4a',
    ...[words(0, 1, 0, 0, (channels << 16) | sixteenBits, 0), words(sampleRateHz * 0x1_0000)],
    printBox('esds', words(0), printDecoder(audioConfig(sampleRateHz, channels), bitrate)),
    printBox('btrt', words(0, bitrate, bitrate)),
  );
}

/** ES, DecoderConfig, DecoderSpecificInfo and SLConfig descriptors (14496-1, 7.2.6). */
function printDecoder(config: Buffer, bitrate: number): Buffer {
  const MPEG4_AUDIO_STREAM = Buffer.from([0x40, 0x15, 0, 0, 0]);
  const decoder = descriptor(4, MPEG4_AUDIO_STREAM, words(bitrate, bitrate), descriptor(5, config));
  return descriptor(3, Buffer.from([0, TRACK_ID, 0]), decoder, descriptor(6, Buffer.from([2])));
}

function descriptor(tag: number, ...payload: Buffer[]): Buffer {
  const body = Buffer.concat(payload);
  return Buffer.concat([Buffer.from([tag, 0x80, 0x80, 0x80, body.length]), body]);
}

/** AAC-LC, and that no spectral band replication follows: readers need not look for it (14496-3, 1.6.2.1). */
function audioConfig(sampleRateHz: number, channels: number): Buffer {
  const index = SAMPLE_RATE_INDEX[sampleRateHz];
  if (index === undefined) throw new Error(`AAC of ${sampleRateHz} Hz is not written here`);
  const LOW_COMPLEXITY = 2;
  const config = (LOW_COMPLEXITY << 11) | (index << 7) | (channels << 3);
  return Buffer.from([config >> 8, config & 0xff, 0x56, 0xe5, 0x00]);
}
