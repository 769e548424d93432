import { type AmfValue, decodeAmf } from './amf0.js';

const LONGEST_BYTES = 8_192;

/** What an encoder says before its first frame that it will send. Nothing where it says neither video nor audio. */
export function readMetadata(body: Buffer): { video: boolean; audio: boolean } | undefined {
  const said = valuesOf(body).find((value) => typeof value === 'object' && value !== null);
  if (said === undefined || typeof said !== 'object' || said === null) return undefined;
  const kinds = { video: isCodec(said.videocodecid), audio: isCodec(said.audiocodecid) };
  return kinds.video || kinds.audio ? kinds : undefined;
}

function valuesOf(body: Buffer): AmfValue[] {
  if (body.length > LONGEST_BYTES) return [];
  try {
    return decodeAmf(body);
  } catch {
    // Nothing depends on it: what is sent says the same a little later.
    return [];
  }
}

/** A number of FLV, or four characters. */
const isCodec = (value: AmfValue | undefined): boolean =>
  typeof value === 'number' ? value > 0 : typeof value === 'string' && value !== '';
