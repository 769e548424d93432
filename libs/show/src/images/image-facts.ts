export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';

export interface ImageFacts {
  type: ImageType;
  widthPx: number;
  heightPx: number;
}

/** Reading a number beyond the end. */
const CUT_OFF = ['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS'];
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** What a file is by its own first bytes, whatever it was called; nothing when it is no image that we take. */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return pngFacts(file) ?? webpFacts(file) ?? jpegFacts(file);
  } catch (error) {
    if (CUT_OFF.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function pngFacts(file: Buffer): ImageFacts | undefined {
  if (!file.subarray(0, 8).equals(PNG) || file.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { type: 'image/png', widthPx: file.readUInt32BE(16), heightPx: file.readUInt32BE(20) };
}

function webpFacts(file: Buffer): ImageFacts | undefined {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const sides = webpSides(file);
  return sides && { type: 'image/webp', ...sides };
}

function webpSides(file: Buffer): { widthPx: number; heightPx: number } | undefined {
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { widthPx: file.readUInt16LE(26) & 0x3fff, heightPx: file.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = file.readUInt32LE(21);
      return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { widthPx: file.readUIntLE(24, 3) + 1, heightPx: file.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

/** Start-of-frame markers, without those that define tables (C4, C8, CC). */
const isFrameMarker = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Markers without a length: restarts, and what has no segment. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** ITU-T T.81, B.1.1.2: any number of fill bytes FF may stand before a marker. */
function jpegFacts(file: Buffer): ImageFacts | undefined {
  if (file.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (file.readUInt8(at) === 0xff) {
    while (file.readUInt8(at) === 0xff) at += 1;
    const marker = file.readUInt8(at);
    if (isFrameMarker(marker))
      return { type: 'image/jpeg', heightPx: file.readUInt16BE(at + 4), widthPx: file.readUInt16BE(at + 6) };
    at += 1;
    if (!standsAlone(marker)) at += file.readUInt16BE(at);
  }
  return undefined;
}
