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

interface ElementOptions {
  pid: number;
  pts: number;
  dts?: number;
  data: Buffer;
  /** Of its first packet. */
  counter?: number;
  /** It says its length, as audio does. */
  isSized?: boolean;
}

const STAMP = { pts: 0x20, both: 0x30, dts: 0x10 };

const stamp = (mark: number, time: number): number[] => [
  mark | (Math.floor(time / 2 ** 30) << 1) | 1,
  Math.floor(time / 2 ** 22) & 0xff,
  ((Math.floor(time / 2 ** 15) & 0x7f) << 1) | 1,
  Math.floor(time / 2 ** 7) & 0xff,
  ((time & 0x7f) << 1) | 1,
];

/** A PES in its packets, the last one filled up. */
export function elementPackets(options: ElementOptions): Buffer[] {
  const { pid, pts, dts, data, counter = 0, isSized = false } = options;
  const times =
    dts === undefined ? stamp(STAMP.pts, pts) : [...stamp(STAMP.both, pts), ...stamp(STAMP.dts, dts)];
  const length = isSized ? 3 + times.length + data.length : 0;
  const head = [
    0,
    0,
    1,
    0xe0,
    length >> 8,
    length & 0xff,
    0x80,
    dts === undefined ? 0x80 : 0xc0,
    times.length,
  ];
  let rest = Buffer.concat([Buffer.from([...head, ...times]), data]);
  const packets: Buffer[] = [];
  while (rest.length > 0) {
    const packet = Buffer.alloc(PACKET_BYTES, 0xff);
    const fill = Math.max(0, PACKET_BYTES - 4 - rest.length);
    const start = packets.length === 0 ? 0x40 : 0;
    packet.set([
      0x47,
      start | (pid >> 8),
      pid & 0xff,
      (fill > 0 ? 0x30 : 0x10) | ((counter + packets.length) & 15),
    ]);
    if (fill > 0) packet[4] = fill - 1;
    if (fill > 1) packet[5] = 0;
    rest.copy(packet, 4 + fill);
    rest = rest.subarray(PACKET_BYTES - 4 - fill);
    packets.push(packet);
  }
  return packets;
}
