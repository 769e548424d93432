import { join } from 'node:path';
import { annexBNals, lengthPrefixed, opusPacketSamples } from '#media';
import { av1ConfigOf, storedAv1 } from '../matroska/av1.js';
import { avcConfigOf } from '../matroska/avc.js';
import { MatroskaWriter } from '../matroska/matroska-writer.js';
import { type MatroskaTrack, opusHead } from '../matroska/track-entry.js';
import type { RecordedTrack } from '../recording/recording-summary.js';
import type { PlacedFrame } from './placed-frames.js';
import type { RecordedCodec } from './track-frames.js';

export interface TrackFileFacts {
  participantId: string;
  source: string;
  codec: RecordedCodec;
}

export interface TrackFileOptions extends TrackFileFacts {
  folder: string;
  /** Of all tracks of the recording, from 1. */
  number: number;
  /** Frames behind it are left out. */
  endMs: number;
}

const MIME_ENDING: Record<RecordedCodec, 'webm' | 'mkv'> = {
  ...{ vp8: 'webm', vp9: 'webm', av1: 'webm', opus: 'webm' },
  h264: 'mkv',
};
const CODEC_IDS: Record<RecordedCodec, MatroskaTrack['codecId']> = {
  ...{ vp8: 'V_VP8', vp9: 'V_VP9', av1: 'V_AV1' },
  ...{ h264: 'V_MPEG4/ISO/AVC', opus: 'A_OPUS' },
};
/** A frame stays until the next one; how long the last one stays is not known. */
const LAST_FRAME_MS = 33;
/** Less than an audio packet, so that two of them never overlap by one. */
const JOINED_MS = 15;
/** From the key frame before the recording begins; no camera that is of use has more. */
const EARLY_FRAMES = 600;

/** One participant's camera, microphone or screen as a file of its own, its times those of the recording. */
export class TrackFile {
  readonly id: string;
  readonly name: string;
  readonly #options: TrackFileOptions;
  #writer: MatroskaWriter | undefined;
  /** Since the last key frame before the recording's first frame. */
  #early: PlacedFrame[] = [];
  #firstMs: number | undefined;
  #endMs = 0;

  constructor(options: TrackFileOptions) {
    this.#options = options;
    const { number, source, codec } = options;
    this.id = `track-${number}-${source.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
    this.name = `${this.id}.${MIME_ENDING[codec]}`;
  }

  /** `atMs`: from the recording's first frame on. */
  async write(frame: PlacedFrame): Promise<void> {
    if (frame.atMs >= this.#options.endMs) return;
    if (frame.atMs < 0) {
      if (frame.isKey) this.#early = [];
      // Audio from before is of no use to what follows.
      if (this.#isVideo && this.#early.length < EARLY_FRAMES) this.#early.push(frame);
      return;
    }
    for (const early of this.#early.splice(0)) await this.#put({ ...early, atMs: 0 });
    await this.#put(frame);
  }

  /** Nothing where no frame of it is in the recording. */
  async finish(participantName: string): Promise<RecordedTrack | undefined> {
    const writer = this.#writer;
    if (writer === undefined || this.#firstMs === undefined) return undefined;
    await writer.finish(this.#endMs);
    const { participantId, source, codec } = this.#options;
    return {
      id: this.id,
      participantId: participantId.slice(0, 64),
      name: participantName.slice(0, 200),
      kind: this.#isVideo ? 'video' : 'audio',
      source,
      codec,
      startSeconds: this.#firstMs / 1_000,
      seconds: (this.#endMs - this.#firstMs) / 1_000,
      bytes: writer.bytes,
      file: this.name,
    };
  }

  async abandon(): Promise<void> {
    await this.#writer?.abandon();
  }

  get #isVideo(): boolean {
    return this.#options.codec !== 'opus';
  }

  async #put(placed: PlacedFrame): Promise<void> {
    const { codec, folder } = this.#options;
    const frame = this.#isVideo ? placed : this.#joined(placed);
    if (frame === undefined) return;
    const units = codec === 'h264' ? annexBNals(frame.data) : undefined;
    if (this.#writer === undefined) {
      const track = this.#describe(frame, units);
      if (track === undefined) return;
      this.#writer = await MatroskaWriter.create(join(folder, this.name), track);
    }
    const whole = codec === 'av1' ? storedAv1(frame.data) : frame.data;
    const data = units === undefined ? whole : lengthPrefixed(units);
    await this.#writer.write({ timeMs: frame.atMs, isKey: frame.isKey, data });
    this.#firstMs ??= frame.atMs;
    const lengthMs = this.#isVideo ? LAST_FRAME_MS : (opusPacketSamples(frame.data) ?? 0) / 48;
    this.#endMs = Math.max(this.#endMs, frame.atMs + lengthMs);
  }

  /**
   * A reader may count samples instead of times: what follows on is written without a step, and what the programme
   * skipped as it fell back into time is left out.
   */
  #joined(frame: PlacedFrame): PlacedFrame | undefined {
    if (this.#firstMs === undefined) return frame;
    const stepMs = frame.atMs - this.#endMs;
    if (stepMs < -JOINED_MS) return undefined;
    return stepMs < JOINED_MS ? { ...frame, atMs: this.#endMs } : frame;
  }

  /** A video begins with a key frame that tells its size. */
  #describe({ isKey, size, data }: PlacedFrame, units: Buffer[] | undefined): MatroskaTrack | undefined {
    const { codec, source } = this.#options;
    const common = { codecId: CODEC_IDS[codec], name: source };
    if (!this.#isVideo) return { ...common, kind: 'audio', codecPrivate: opusHead() };
    const isDescribed = codec === 'h264' || codec === 'av1';
    const codecPrivate = codec === 'av1' ? av1ConfigOf(data) : units && avcConfigOf(units);
    if (!isKey || size === undefined || (isDescribed && codecPrivate === undefined)) return undefined;
    return { ...common, kind: 'video', size, codecPrivate };
  }
}
