export interface EventMessage {
  schemeIdUri: string;
  value: string;
  /** On the media's own timeline. */
  presentationMs: number;
  durationMs: number;
  id: number;
  data: Buffer;
}

const TIMESCALE = 1_000;
const VERSION_1 = 0x01000000;

/** An `emsg` box of version 1, whose time is absolute (ISO/IEC 23009-1, 5.10.3.3). It stands before the `moof`. */
export function printEventMessage(message: EventMessage): Buffer {
  const { schemeIdUri, value, presentationMs, durationMs, id, data } = message;
  const words = Buffer.alloc(4 + 4 + 8 + 4 + 4);
  words.writeUInt32BE(VERSION_1, 0);
  words.writeUInt32BE(TIMESCALE, 4);
  words.writeBigUInt64BE(BigInt(Math.max(0, Math.round(presentationMs))), 8);
  words.writeUInt32BE(Math.max(0, Math.round(durationMs)), 16);
  words.writeUInt32BE(id >>> 0, 20);
  const body = Buffer.concat([words, Buffer.from(`${schemeIdUri}\0${value}\0`, 'utf8'), data]);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + body.length, 0);
  head.write('emsg', 4, 'latin1');
  return Buffer.concat([head, body]);
}

export function parseEventMessage(box: Buffer): EventMessage {
  const [schemeIdUri = '', value = ''] = box.toString('utf8', 32).split('\0', 2);
  const timescale = box.readUInt32BE(12);
  const dataStart = 32 + Buffer.byteLength(schemeIdUri) + Buffer.byteLength(value) + 2;
  return {
    schemeIdUri,
    value,
    presentationMs: (Number(box.readBigUInt64BE(16)) * 1_000) / timescale,
    durationMs: (box.readUInt32BE(24) * 1_000) / timescale,
    id: box.readUInt32BE(28),
    data: Buffer.from(box.subarray(dataStart)),
  };
}
