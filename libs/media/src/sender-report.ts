export interface RtcpSenderReport {
  ssrc: number;
  /** The sender's wall clock at the moment of `rtpTimestamp`. */
  wallMs: number;
  rtpTimestamp: number;
  packets: number;
  bytes: number;
}

const SENDER_REPORT = 200;
/** From 1900, where NTP begins, to 1970. */
const NTP_OFFSET_S = 2_208_988_800;

/** A sender report without receiver blocks (RFC 3550, 6.4.1): which wall clock time a stream's time stamp stands for. */
export function printSenderReport({
  ssrc,
  wallMs,
  rtpTimestamp,
  packets,
  bytes,
}: RtcpSenderReport): Uint8Array {
  const report = new Uint8Array(28);
  const view = new DataView(report.buffer);
  const seconds = Math.floor(wallMs / 1_000);
  view.setUint8(0, 0x80);
  view.setUint8(1, SENDER_REPORT);
  view.setUint16(2, 6);
  view.setUint32(4, ssrc >>> 0);
  view.setUint32(8, (seconds + NTP_OFFSET_S) >>> 0);
  view.setUint32(12, Math.floor(((wallMs - seconds * 1_000) / 1_000) * 2 ** 32) >>> 0);
  view.setUint32(16, rtpTimestamp >>> 0);
  view.setUint32(20, packets >>> 0);
  view.setUint32(24, bytes >>> 0);
  return report;
}
