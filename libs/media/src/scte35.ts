const TABLE_ID = 0xfc;
const SPLICE_INSERT = 5;
const TICKS_A_SECOND = 90_000;
const POLYNOMIAL = 0x04c11db7;

export interface SpliceInsert {
  eventId: number;
  /** Out of the programme, into the break; false is the way back. */
  isOut: boolean;
  /** Of the break, where it is known. */
  seconds?: number | undefined;
}

/** A splice_info_section with an immediate splice_insert, as hexadecimal digits (ANSI/SCTE 35, 9.6 and 9.7.3). */
export function printSpliceInsert({ eventId, isOut, seconds }: SpliceInsert): string {
  const flags = (isOut ? 0x80 : 0) | 0x40 | (seconds === undefined ? 0 : 0x20) | 0x10 | 0x0f;
  const head = Buffer.alloc(6);
  head.writeUInt32BE(eventId >>> 0, 0);
  head.writeUInt8(0x7f, 4);
  head.writeUInt8(flags, 5);
  // unique_program_id, avail_num and avails_expected.
  const command = Buffer.concat([head, breakDuration(seconds), Buffer.from([0, 1, 0, 0])]);
  // protocol_version, no encryption, pts_adjustment 0, cw_index 0; tier 0xfff, command length, command.
  const body = Buffer.concat([
    Buffer.from([0, 0, 0, 0, 0, 0, 0]),
    Buffer.from([0xff, 0xf0 | (command.length >> 8), command.length & 0xff, SPLICE_INSERT]),
    command,
    Buffer.from([0, 0]),
  ]);
  const length = body.length + 4;
  const section = Buffer.concat([Buffer.from([TABLE_ID, 0x30 | (length >> 8), length & 0xff]), body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32Mpeg(section), 0);
  return Buffer.concat([section, checksum]).toString('hex').toUpperCase();
}

function breakDuration(seconds: number | undefined): Buffer {
  if (seconds === undefined) return Buffer.alloc(0);
  const ticks = Math.round(seconds * TICKS_A_SECOND);
  const bytes = Buffer.alloc(5);
  // auto_return, and six reserved bits, stand before the 33 bits of time.
  bytes.writeUInt8(0xfe | (ticks > 0xffff_ffff ? 1 : 0), 0);
  bytes.writeUInt32BE(ticks % 2 ** 32, 1);
  return bytes;
}

/** The CRC of MPEG-2 sections; over a whole section with its checksum it is 0. */
export function crc32Mpeg(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000_0000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  }
  return crc >>> 0;
}
