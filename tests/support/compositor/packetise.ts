// The sender's side of RTP: what a browser does before the stage sees it.
const MTU_BYTES = 1_150;

/** RFC 7741 with the one-byte descriptor. */
export function vp8Payloads(frame: Uint8Array): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let at = 0; at < frame.length; at += MTU_BYTES) {
    const part = frame.subarray(at, at + MTU_BYTES);
    const payload = new Uint8Array(part.length + 1);
    payload[0] = at === 0 ? 0x10 : 0x00;
    payload.set(part, 1);
    payloads.push(payload);
  }
  return payloads;
}

/** RFC 6184: small units as they are, large ones in fragments. */
export function h264Payloads(nals: readonly Uint8Array[]): Uint8Array[] {
  return nals.flatMap((nal) => (nal.length <= MTU_BYTES ? [nal] : fragments(nal)));
}

function fragments(nal: Uint8Array): Uint8Array[] {
  const first = nal[0] ?? 0;
  const body = nal.subarray(1);
  const payloads: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += MTU_BYTES) {
    const part = body.subarray(at, at + MTU_BYTES);
    const isLast = at + MTU_BYTES >= body.length;
    const payload = new Uint8Array(part.length + 2);
    payload[0] = (first & 0xe0) | 28;
    payload[1] = (at === 0 ? 0x80 : 0) | (isLast ? 0x40 : 0) | (first & 0x1f);
    payload.set(part, 2);
    payloads.push(payload);
  }
  return payloads;
}
