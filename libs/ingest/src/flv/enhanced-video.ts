const ENHANCED = 0x80;
const AVC = 7;
const FOUR_CHARACTERS_END = 5;
/** Of a packet of Enhanced RTMP: what follows its head. */
const PACKET = { configuration: 0, frame: 1, frameWithoutOffset: 3 } as const;

/**
 * H.264 as some encoders say it by Enhanced RTMP, with four characters for its codec, in the form that every reader of FLV
 * knows. Other bodies stay as they are; nothing for what is neither a configuration nor a frame.
 */
export function plainVideoBody(body: Buffer): Buffer | undefined {
  const first = body[0] ?? 0;
  if ((first & ENHANCED) === 0 || body.toString('latin1', 1, FOUR_CHARACTERS_END) !== 'avc1') return body;
  const head = ((first >> 4) & 7) * 16 + AVC;
  const rest = body.subarray(FOUR_CHARACTERS_END);
  const kind = first & 15;
  if (kind === PACKET.configuration) return Buffer.concat([Buffer.from([head, 0, 0, 0, 0]), rest]);
  if (kind === PACKET.frame) return Buffer.concat([Buffer.from([head, 1]), rest]);
  return kind === PACKET.frameWithoutOffset
    ? Buffer.concat([Buffer.from([head, 1, 0, 0, 0]), rest])
    : undefined;
}
