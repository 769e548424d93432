import { Buffer } from 'node:buffer';
import { OBU, type Obu, readAv1Sequence, readObu } from '#media';

/** The OBUs of a temporal unit in which each one says its size. */
function obusIn(unit: Uint8Array): Obu[] {
  const obus: Obu[] = [];
  for (let at = 0; at < unit.length; ) {
    const obu = readObu(unit.subarray(at));
    if (obu === undefined) break;
    obus.push(obu);
    at += obu.bytes.length;
  }
  return obus;
}

/** As Matroska stores a temporal unit: what only separates it from others is left out. */
export const storedAv1 = (unit: Uint8Array): Buffer =>
  Buffer.concat(obusIn(unit).flatMap(({ type, bytes }) => (type === OBU.temporalDelimiter ? [] : [bytes])));

/** The AV1CodecConfigurationRecord of a key frame of 8 bits and 4:2:0; nothing where it has no sequence header. */
export function av1ConfigOf(unit: Uint8Array): Buffer | undefined {
  const header = obusIn(unit).find(({ type }) => type === OBU.sequenceHeader);
  const sequence = header && readAv1Sequence(header.payload);
  if (header === undefined || sequence === undefined) return undefined;
  const { profile, level, isHighTier } = sequence;
  const [version, halvedBothWays] = [0x81, 0x0c];
  const record = [version, (profile << 5) | level, (isHighTier ? 0x80 : 0) | halvedBothWays, 0];
  return Buffer.concat([Buffer.from(record), header.bytes]);
}
