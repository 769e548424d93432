const PAYLOAD_FEEDBACK = 206;
const [PICTURE_LOSS, FULL_INTRA] = [1, 4];

/** Of packets of RTCP behind each other (RFC 3550, 6.1): one of them asks for a key frame (RFC 4585, 6.3.1; RFC 5104, 4.3.1). */
export function asksForKeyFrame(rtcp: Buffer): boolean {
  for (let at = 0; at + 4 <= rtcp.length; at += 4 * (rtcp.readUInt16BE(at + 2) + 1)) {
    const format = rtcp.readUInt8(at) & 31;
    const isFeedback = rtcp.readUInt8(at + 1) === PAYLOAD_FEEDBACK;
    if (isFeedback && (format === PICTURE_LOSS || format === FULL_INTRA)) return true;
  }
  return false;
}
