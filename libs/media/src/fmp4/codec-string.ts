import { MalformedMp4 } from './box.js';

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** `avc1.PPCCLL` from an AVCDecoderConfigurationRecord (RFC 6381, 3.3). */
export function avcCodecString(sampleEntry: string, avcC: Buffer): string {
  const [version, profile, constraints, level] = avcC;
  if (version !== 1 || profile === undefined || constraints === undefined || level === undefined)
    throw new MalformedMp4('an avcC that is too short or not version 1');
  return `${sampleEntry}.${hex(profile)}${hex(constraints)}${hex(level)}`;
}

/** `av01.P.LLT.DD` from an AV1CodecConfigurationRecord (AV1 in ISO base media files, 2.3 and 5). */
export function av1CodecString(av1C: Buffer): string {
  const [version, profileAndLevel, flags] = av1C;
  if (version !== 0x81 || profileAndLevel === undefined || flags === undefined)
    throw new MalformedMp4('an av1C that is too short or not version 1');
  const level = String(profileAndLevel & 0x1f).padStart(2, '0');
  const tier = flags & 0x80 ? 'H' : 'M';
  const depth = flags & 0x20 ? '12' : flags & 0x40 ? '10' : '08';
  return `av01.${profileAndLevel >> 5}.${level}${tier}.${depth}`;
}

const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;

/** `mp4a.40.N` from the payload of an esds box (14496-1, 7.2.6). */
export function mp4aCodecString(esds: Buffer): string {
  const es = readDescriptor(esds, 4, ES_DESCRIPTOR);
  const flags = esds[es.bodyStart + 2] ?? 0;
  let at = es.bodyStart + 3;
  if (flags & 0x80) at += 2;
  if (flags & 0x40) at += 1 + (esds[at] ?? 0);
  if (flags & 0x20) at += 2;
  const config = readDescriptor(esds, at, DECODER_CONFIG);
  const objectType = esds[config.bodyStart] ?? 0;
  if (objectType !== 0x40) return `mp4a.${hex(objectType)}`;
  const specific = readDescriptor(esds, config.bodyStart + 13, DECODER_SPECIFIC);
  return `mp4a.40.${audioObjectType(esds, specific.bodyStart)}`;
}

function audioObjectType(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const type = first >> 3;
  return type === 31 ? 32 + ((first & 7) << 3) + ((bytes[at + 1] ?? 0) >> 5) : type;
}

function readDescriptor(bytes: Buffer, from: number, tag: number): { bodyStart: number } {
  if (bytes[from] !== tag) throw new MalformedMp4(`an esds without descriptor ${tag}`);
  let at = from + 1;
  // Lengths are groups of seven bits, the last one without its top bit.
  while ((bytes[at] ?? 0) & 0x80) at += 1;
  return { bodyStart: at + 1 };
}
