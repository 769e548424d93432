import { type AdtsFrame, AdtsSplitter, H264_NAL, h264NalType, lengthPrefixed, parseH264Sps } from '#media';
import { FLV_TYPE } from '../flv/flv.js';
import { type Pes, PesClock, PesReader, shortestWay, UNFIT } from './pes-reader.js';

const PACKET_BYTES = 188;
const AAC_SAMPLES = 1_024;
const AAC_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
];
const START_CODE = Buffer.from([0, 0, 1]);
const AUD = 9;
const FILLER = 12;
const FRAMES_BEFORE_KEY = 300;
/** Elements of audio without a frame, where there were frames before. */
const UNREADABLE_IN_A_ROW = 5;
/** A slice for each macroblock of 1080p is fewer: of more, this process would do nothing else. */
const MOST_NALS = 10_000;
/** Ones that the header of the track or nobody needs. */
const LEFT_OUT: ReadonlySet<number> = new Set([H264_NAL.sps, H264_NAL.pps, AUD, FILLER]);

/** PIDs of H.264 and of AAC in ADTS. */
export interface FlvTracks {
  video: number | undefined;
  audio: number | undefined;
}

/** A tag, its time not yet mended. */
export interface TimedTag {
  type: number;
  rawMs: number;
  body: Buffer;
}

/** H.264 and AAC of a transport stream in the form in which RTMP brings them: nothing waits for what comes next. */
export class TsToFlv {
  readonly #tracks: FlvTracks;
  readonly #readers = { video: new PesReader(), audio: new PesReader() };
  readonly #clock = new PesClock();
  readonly #adts = new AdtsSplitter();
  #videoHeader: Buffer | undefined;
  /** Nothing once there was a key frame. */
  #framesBeforeKey: number | undefined = 0;
  #audioHeader: Buffer | undefined;
  /** Where the next frame of audio begins. */
  #audioMs: number | undefined;
  /** Elements of audio in a row that do not go on where the one before ended. */
  #unreadable = 0;

  constructor(tracks: FlvTracks) {
    this.#tracks = tracks;
  }

  /** Whole packets. What is not as it is expected is read by FFmpeg instead. */
  push(packets: Buffer): TimedTag[] | typeof UNFIT {
    const tags: TimedTag[] = [];
    for (let at = 0; at + PACKET_BYTES <= packets.length; at += PACKET_BYTES) {
      const packet = packets.subarray(at, at + PACKET_BYTES);
      const pid = packet.readUInt16BE(1) & 0x1f_ff;
      const kind = pid === this.#tracks.video ? 'video' : pid === this.#tracks.audio ? 'audio' : undefined;
      if (kind === undefined) continue;
      const read = this.#readers[kind].push(packet);
      if (read === UNFIT) return UNFIT;
      for (const pes of read) {
        const made = kind === 'video' ? this.#video(pes) : this.#audio(pes);
        if (made === UNFIT) return UNFIT;
        tags.push(...made);
      }
    }
    return tags;
  }

  #video({ pts, dts, data }: Pes): TimedTag[] | typeof UNFIT {
    const nals = nalsOf(data);
    if (nals.length > MOST_NALS) return UNFIT;
    const types = nals.map(h264NalType);
    // Two frames in one element, or a part of one: their times are not said.
    if (types.filter((type) => type === AUD).length > 1) return UNFIT;
    const rawMs = Math.round(this.#clock.msOf(dts));
    const header = this.#headerIn(nals);
    if (header === UNFIT) return UNFIT;
    const isKey = types.includes(H264_NAL.idrSlice);
    // Such a stream is refreshed bit by bit: FFmpeg can begin with it, and no stage.
    if (isKey) this.#framesBeforeKey = undefined;
    else if (this.#framesBeforeKey !== undefined && ++this.#framesBeforeKey > FRAMES_BEFORE_KEY) return UNFIT;
    const frame = nals.filter((nal) => !LEFT_OUT.has(h264NalType(nal)));
    if (this.#videoHeader === undefined || frame.length === 0) return [];
    const compositionMs = Math.round(shortestWay(pts - dts) / 90);
    const head = Buffer.from([isKey ? 0x17 : 0x27, 1, 0, 0, 0]);
    head.writeIntBE(Math.max(-8_388_608, Math.min(8_388_607, compositionMs)), 2, 3);
    const body = Buffer.concat([head, lengthPrefixed(frame)]);
    const tag = { type: FLV_TYPE.video, rawMs, body };
    return header ? [{ type: FLV_TYPE.video, rawMs, body: header }, tag] : [tag];
  }

  /** The header of the track, where it is another one than before. */
  #headerIn(nals: readonly Buffer[]): Buffer | typeof UNFIT | undefined {
    const [sps, pps] = [H264_NAL.sps, H264_NAL.pps].map((type) =>
      nals.filter((nal) => h264NalType(nal) === type),
    );
    const [first] = sps ?? [];
    if (!first || !sps || !pps || pps.length === 0) return undefined;
    // Fields of interlaced video are for no browser: FFmpeg makes frames of them.
    if (sps.length !== 1 || parseH264Sps(first)?.isProgressive !== true) return UNFIT;
    const header = Buffer.concat([
      Buffer.from([0x17, 0, 0, 0, 0, 1, ...first.subarray(1, 4), 0xff, 0xe1]),
      ...sized(first),
      Buffer.from([pps.length]),
      ...pps.flatMap(sized),
    ]);
    if (this.#videoHeader?.equals(header)) return undefined;
    this.#videoHeader = header;
    return header;
  }

  #audio({ pts, data }: Pes): TimedTag[] | typeof UNFIT {
    const saidMs = this.#clock.msOf(pts);
    const frames = this.#audioFrames(data);
    if (frames === UNFIT) return UNFIT;
    const tags: TimedTag[] = [];
    for (const [index, frame] of frames.entries()) {
      const frameMs = (AAC_SAMPLES * 1_000) / frame.sampleRateHz;
      // A frame may have begun in the element before.
      const isKnown = this.#audioMs !== undefined && Math.abs(this.#audioMs - saidMs) < 1.5 * frameMs;
      if (index === 0 && !isKnown) this.#audioMs = saidMs;
      const rawMs = Math.round(this.#audioMs ?? saidMs);
      this.#audioMs = (this.#audioMs ?? saidMs) + frameMs;
      const header = Buffer.from([0xaf, 0, ...audioConfigOf(frame)]);
      if (!this.#audioHeader?.equals(header)) tags.push({ type: FLV_TYPE.audio, rawMs, body: header });
      this.#audioHeader = header;
      tags.push({ type: FLV_TYPE.audio, rawMs, body: Buffer.concat([Buffer.from([0xaf, 1]), frame.data]) });
    }
    return tags;
  }

  /** Elements that are missing end in the middle of a frame where frames go over their ends, and the next one begins in it. */
  #audioFrames(data: Buffer): AdtsFrame[] | typeof UNFIT {
    try {
      const frames = this.#adts.push(data);
      this.#unreadable = 0;
      return frames;
    } catch {
      this.#audioMs = undefined;
    }
    this.#unreadable += 1;
    const isAac = this.#audioHeader !== undefined && this.#unreadable <= UNREADABLE_IN_A_ROW;
    try {
      return this.#adts.restart(data) ?? (isAac ? [] : UNFIT);
    } catch {
      return isAac ? [] : UNFIT;
    }
  }
}

/** Low complexity, as ADTS says it of all that has further layers (14496-3, 1.6.2.1). */
function audioConfigOf({ sampleRateHz, channels }: AdtsFrame): [number, number] {
  const config = (2 << 11) | (AAC_RATES_HZ.indexOf(sampleRateHz) << 7) | (channels << 3);
  return [config >> 8, config & 0xff];
}

function sized(nal: Buffer): Buffer[] {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Math.min(nal.length, 0xff_ff));
  return [length, nal];
}

/** Behind start codes of three bytes, and zeros before and after them (Annex B). At most one too many. */
function nalsOf(data: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  let from = data.indexOf(START_CODE);
  while (from >= 0 && nals.length <= MOST_NALS) {
    const next = data.indexOf(START_CODE, from + 3);
    let end = next < 0 ? data.length : next;
    while (end > from + 3 && data[end - 1] === 0) end -= 1;
    if (end > from + 3) nals.push(data.subarray(from + 3, end));
    from = next;
  }
  return nals;
}
