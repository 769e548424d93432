import {
  type CodedFrame,
  parseRtpPacket,
  ReorderBuffer,
  type VideoCodec,
  type VideoDepacketiser,
  videoDepacketiser,
} from '#media';

export type RecordedCodec = VideoCodec | 'opus';

/** Each packet is whole by itself. */
const OPUS: VideoDepacketiser = {
  push: ({ payload, timestamp }) => ({ data: payload, rtpTimestamp: timestamp, isKey: true }),
  lose: () => undefined,
};

const depacketiserOf = (codec: RecordedCodec): VideoDepacketiser =>
  codec === 'opus' ? OPUS : videoDepacketiser(codec);

export interface ArrivedFrame {
  frame: CodedFrame;
  arrivedMs: number;
}

/** Packets of one track in, whole frames out; behind a loss nothing up to the next key frame. */
export class TrackFrames {
  readonly #reorder = new ReorderBuffer({ waitMs: 300, limit: 1_024 });
  readonly #depacketiser: VideoDepacketiser;
  readonly #isAudio: boolean;
  #needsKey = true;

  constructor(codec: RecordedCodec) {
    this.#depacketiser = depacketiserOf(codec);
    this.#isAudio = codec === 'opus';
  }

  push(bytes: Uint8Array, arrivedMs: number): ArrivedFrame[] {
    const packet = parseRtpPacket(bytes);
    if (packet === undefined || packet.payload.length === 0) return [];
    this.#reorder.push(packet, arrivedMs);
    return this.#drain(arrivedMs);
  }

  #drain(nowMs: number): ArrivedFrame[] {
    const frames: ArrivedFrame[] = [];
    for (const ordered of this.#reorder.drain(nowMs)) {
      if (ordered.kind === 'gap') {
        this.#depacketiser.lose();
        this.#needsKey = !this.#isAudio;
        continue;
      }
      const frame = this.#depacketiser.push(ordered.packet);
      if (frame === undefined || (this.#needsKey && !frame.isKey)) continue;
      this.#needsKey = false;
      frames.push({ frame, arrivedMs: ordered.arrivedMs });
    }
    return frames;
  }
}
