const PACKET_BYTES = 188;
export const TS_PID = { pmt: 0x1000, video: 0x100, audio: 0x101 } as const;

const section = (pid: number, bytes: number[]): Buffer => {
  const packet = Buffer.alloc(PACKET_BYTES, 0xff);
  packet.set([0x47, 0x40 | (pid >> 8), pid & 0xff, 0x10, 0, ...bytes]);
  return packet;
};

/** One programme, and the number 0 that is none. */
export const patPacket = (): Buffer =>
  section(0, [
    ...[0, 0xb0, 17, 0, 1, 0xc1, 0, 0],
    ...[0, 0, 0xe0, 0x10, 0, 1, 0xe0 | (TS_PID.pmt >> 8), TS_PID.pmt & 0xff],
    ...[0, 0, 0, 0],
  ]);

export function pmtPacket(streams: { type: number; pid: number; descriptors?: number[] }[]): Buffer {
  const body = streams.flatMap(({ type, pid, descriptors = [] }) => [
    ...[type, 0xe0 | (pid >> 8), pid & 0xff, 0xf0, descriptors.length],
    ...descriptors,
  ]);
  return section(TS_PID.pmt, [
    ...[2, 0xb0, 13 + body.length, 0, 1, 0xc1, 0, 0, 0xe1, 0, 0xf0, 0],
    ...body,
    ...[0, 0, 0, 0],
  ]);
}

export function mediaPacket(pid: number, { isKey = false, fill = 0x55 } = {}): Buffer {
  const packet = Buffer.alloc(PACKET_BYTES, fill);
  packet.set([0x47, pid >> 8, pid & 0xff, 0x30, 1, isKey ? 0x40 : 0]);
  return packet;
}
