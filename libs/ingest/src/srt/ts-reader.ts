import type { FlvTracks } from './ts-to-flv.js';

const PACKET_BYTES = 188;
const SYNC = 0x47;
const PAT_PID = 0;
const PAT = 0;
const PMT = 2;
/** MPEG-1 and -2, MPEG-4, H.264, HEVC. */
const VIDEO_TYPES: ReadonlySet<number> = new Set([0x01, 0x02, 0x10, 0x1b, 0x24]);
/** MPEG audio, AAC, AC-3. */
const AUDIO_TYPES: ReadonlySet<number> = new Set([0x03, 0x04, 0x0f, 0x11, 0x81]);
const PRIVATE = 0x06;
const H264 = 0x1b;
const AAC = 0x0f;
/** Of a private stream: a registration, AC-3, enhanced AC-3. */
const DESCRIPTOR = { registration: 0x05, ac3: 0x6a, eac3: 0x7a };

export interface TsKinds {
  video: boolean;
  audio: boolean;
}

export interface TsPiece {
  bytes: Buffer;
  /** Decoding can begin with it. */
  isKey: boolean;
  /** It begins with tables of other codecs than before: what decodes must begin again. */
  isOther?: boolean;
}

/** Reads of an MPEG transport stream what a feed must know: which tracks there are, and where decoding can begin. */
export class TsReader {
  #rest: Buffer = Buffer.alloc(0);
  #pat: Buffer | undefined;
  #pmt: Buffer | undefined;
  #pmtPid: number | undefined;
  #videoPid: number | undefined;
  #kinds: TsKinds | undefined;
  #flvTracks: FlvTracks | undefined;
  /** Type and place of each track. */
  #tracks: string | undefined;

  /** Nothing before the first PMT. */
  get kinds(): TsKinds | undefined {
    return this.#kinds;
  }

  /** Where the tracks are H.264 and AAC in ADTS, and nothing else. */
  get flvTracks(): FlvTracks | undefined {
    return this.#flvTracks;
  }

  /** The newest PAT and PMT: a reader begins with them. */
  get tables(): Buffer {
    return Buffer.concat([this.#pat, this.#pmt].filter((each) => each !== undefined));
  }

  /** Whole packets, cut where decoding can begin. */
  push(chunk: Buffer): TsPiece[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const pieces: TsPiece[] = [];
    let at = 0;
    let from = 0;
    let begins: 'key' | 'other' | undefined;
    const cut = () => {
      const what = { isKey: begins === 'key', ...(begins === 'other' ? { isOther: true } : {}) };
      if (at > from) pieces.push({ bytes: bytes.subarray(from, at), ...what });
      from = at;
      begins = undefined;
    };
    while (at + PACKET_BYTES <= bytes.length) {
      if (bytes[at] === SYNC) {
        const read = this.#read(bytes.subarray(at, at + PACKET_BYTES));
        if (read !== undefined) cut();
        begins = read ?? begins;
        at += PACKET_BYTES;
        continue;
      }
      cut();
      const next = bytes.indexOf(SYNC, at);
      at = next < 0 ? bytes.length : next;
      from = at;
    }
    cut();
    this.#rest = Buffer.from(bytes.subarray(at));
    return pieces;
  }

  /** Whether decoding can begin with this packet, or must begin again. */
  #read(packet: Buffer): 'key' | 'other' | undefined {
    const pid = packet.readUInt16BE(1) & 0x1f_ff;
    const flags = packet.readUInt8(3);
    const hasAdaptation = (flags & 0x20) !== 0;
    const adaptationBytes = hasAdaptation ? packet.readUInt8(4) : 0;
    if (pid === PAT_PID || pid === this.#pmtPid) {
      const isStart = (packet.readUInt8(1) & 0x40) !== 0 && (flags & 0x10) !== 0;
      const section = isStart ? sectionAt(packet, hasAdaptation ? 5 + adaptationBytes : 4) : undefined;
      return section !== undefined && this.#table(pid, section, packet) ? 'other' : undefined;
    }
    const isKey = pid === this.#videoPid && adaptationBytes > 0 && (packet.readUInt8(5) & 0x40) !== 0;
    return isKey ? 'key' : undefined;
  }

  /** Whether the tracks are others than before. */
  #table(pid: number, section: Buffer, packet: Buffer): boolean {
    if (pid === PAT_PID && section[0] === PAT) {
      this.#pmtPid = pmtPidOf(section) ?? this.#pmtPid;
      this.#pat = Buffer.from(packet);
    } else if (pid !== PAT_PID && section[0] === PMT) {
      const streams = streamsOf(section);
      const before = this.#tracks;
      this.#tracks = streams.map(({ type, pid }) => `${type} ${pid}`).join();
      this.#videoPid = streams.find(({ kind }) => kind === 'video')?.pid;
      this.#kinds = {
        video: this.#videoPid !== undefined,
        audio: streams.some(({ kind }) => kind === 'audio'),
      };
      this.#flvTracks = flvTracksOf(streams);
      this.#pmt = Buffer.from(packet);
      return before !== undefined && before !== this.#tracks;
    }
    return false;
  }
}

/** A table's section, as much as is in its first packet; nothing where the packet has none. */
function sectionAt(packet: Buffer, payloadAt: number): Buffer | undefined {
  if (payloadAt >= packet.length) return undefined;
  const at = payloadAt + 1 + packet.readUInt8(payloadAt);
  if (at + 12 > packet.length) return undefined;
  const end = at + 3 + (packet.readUInt16BE(at + 1) & 0x0f_ff);
  return packet.subarray(at, Math.min(end, packet.length));
}

/** Of the first programme; number 0 is the network's table. */
function pmtPidOf(section: Buffer): number | undefined {
  for (let at = 8; at + 8 <= section.length; at += 4)
    if (section.readUInt16BE(at) !== 0) return section.readUInt16BE(at + 2) & 0x1f_ff;
  return undefined;
}

interface TsTrack {
  kind: 'video' | 'audio' | 'other';
  type: number;
  pid: number;
}

function streamsOf(section: Buffer): TsTrack[] {
  const streams = [];
  let at = 12 + (section.length < 12 ? 0 : section.readUInt16BE(10) & 0x0f_ff);
  // The section ends with four bytes of CRC.
  while (at + 5 + 4 <= section.length) {
    const bytes = section.readUInt16BE(at + 3) & 0x0f_ff;
    const descriptors = section.subarray(at + 5, at + 5 + bytes);
    const type = section.readUInt8(at);
    streams.push({ kind: kindOf(type, descriptors), type, pid: section.readUInt16BE(at + 1) & 0x1f_ff });
    at += 5 + bytes;
  }
  return streams;
}

/** Of several tracks of a kind the first is taken, as FFmpeg takes it. */
function flvTracksOf(streams: readonly TsTrack[]): FlvTracks | undefined {
  const video = streams.find(({ kind }) => kind === 'video');
  const audio = streams.find(({ kind }) => kind === 'audio');
  const isFit = (video ? video.type === H264 : true) && (audio ? audio.type === AAC : true);
  return isFit && (video || audio) ? { video: video?.pid, audio: audio?.pid } : undefined;
}

function kindOf(type: number, descriptors: Buffer): 'video' | 'audio' | 'other' {
  if (VIDEO_TYPES.has(type)) return 'video';
  if (AUDIO_TYPES.has(type)) return 'audio';
  if (type !== PRIVATE) return 'other';
  for (let at = 0; at + 2 <= descriptors.length; at += 2 + descriptors.readUInt8(at + 1)) {
    const tag = descriptors[at];
    if (tag === DESCRIPTOR.ac3 || tag === DESCRIPTOR.eac3) return 'audio';
    if (tag === DESCRIPTOR.registration && descriptors.toString('latin1', at + 2, at + 6) === 'Opus')
      return 'audio';
  }
  return 'other';
}
