export const FLV_TYPE = { audio: 8, video: 9, data: 18 } as const;

export interface FlvTag {
  type: number;
  timestampMs: number;
  body: Buffer;
}

/** The header names what there is: a reader that does not probe believes it. */
export function flvHeader({ hasAudio, hasVideo }: { hasAudio: boolean; hasVideo: boolean }): Buffer {
  const flags = (hasAudio ? 4 : 0) | (hasVideo ? 1 : 0);
  return Buffer.from([0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0]);
}

export function flvTag({ type, timestampMs, body }: FlvTag): Buffer {
  const tag = Buffer.alloc(11 + body.length + 4);
  tag[0] = type;
  tag.writeUIntBE(body.length, 1, 3);
  tag.writeUIntBE(timestampMs & 0xff_ff_ff, 4, 3);
  tag[7] = (timestampMs >>> 24) & 0xff;
  body.copy(tag, 11);
  tag.writeUInt32BE(11 + body.length, 11 + body.length);
  return tag;
}

export type VideoTag =
  | { kind: 'header'; profile: number }
  | { kind: 'frame'; isKey: boolean; compositionMs: number }
  | { kind: 'other'; codec: string };

const KEY_FRAME = 1;
const AVC = 7;
const ENHANCED = 0x80;
/** Of Enhanced RTMP, by their four characters. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['hvc1', 'HEVC'],
  ['av01', 'AV1'],
  ['vp09', 'VP9'],
]);

/** What a body of video says of itself; nothing where it is too short to say anything. */
export function readVideoTag(body: Buffer): VideoTag | undefined {
  const first = body[0];
  if (first === undefined || body.length < 5) return undefined;
  if ((first & ENHANCED) !== 0) {
    const said = body.toString('latin1', 1, 5).replace(/[^\w]/g, '?');
    return { kind: 'other', codec: NAMES.get(said) ?? said };
  }
  if ((first & 15) !== AVC) return { kind: 'other', codec: `FLV codec ${first & 15}` };
  if (body[1] === 0) return { kind: 'header', profile: body[6] ?? 0 };
  return { kind: 'frame', isKey: first >> 4 === KEY_FRAME, compositionMs: body.readIntBE(2, 3) };
}

/** AAC tells its configuration once, before the first frame. */
export const isAudioHeader = (body: Buffer): boolean => (body[0] ?? 0) >> 4 === 10 && body[1] === 0;
