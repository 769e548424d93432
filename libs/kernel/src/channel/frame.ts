/** One frame of a channel: a message as JSON, and bytes beside it that are never copied into text. */
export interface Frame {
  message: unknown;
  bytes: Buffer;
}

/** Larger things are sent as several frames, so that neither side holds more than this for one of them. */
export const LARGEST_FRAME_BYTES = 8 * 1024 * 1024;

/** Two lengths, 32 bits each: of all that follows the first four bytes, and of the JSON in it. */
const HEAD_BYTES = 8;
const EMPTY = Buffer.alloc(0);

/** A frame without content only says that the sender is alive. */
export const HEARTBEAT: Buffer = Buffer.alloc(4);

export function encodeFrame(message: unknown, bytes: Uint8Array = EMPTY): Buffer[] {
  const json = Buffer.from(JSON.stringify(message));
  const total = 4 + json.length + bytes.length;
  if (total > LARGEST_FRAME_BYTES)
    throw new RangeError(`a frame of ${total} bytes is over the limit of ${LARGEST_FRAME_BYTES}`);
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32BE(total, 0);
  head.writeUInt32BE(json.length, 4);
  const start = Buffer.concat([head, json]);
  return bytes.length === 0
    ? [start]
    : [start, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
}

/** The content of a frame, without the length before it. Throws where it is no frame. */
export function decodeFrame(content: Buffer): Frame {
  const jsonBytes = content.length < 4 ? Number.POSITIVE_INFINITY : content.readUInt32BE(0);
  if (jsonBytes > content.length - 4) throw new RangeError('a frame is shorter than the JSON in it');
  return {
    message: JSON.parse(content.toString('utf8', 4, 4 + jsonBytes)) as unknown,
    bytes: content.subarray(4 + jsonBytes),
  };
}
