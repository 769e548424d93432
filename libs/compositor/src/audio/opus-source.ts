import { OpusDecoder } from 'opus-decoder';
import { opusPacketSamples } from '#media';

export interface DecodedAudio {
  left: Float32Array;
  right: Float32Array;
  count: number;
}

/** Larger ones do not come from a browser, and the decoder's own input is not much larger. */
const LONGEST_PACKET_BYTES = 4_000;

/** One Opus stream to 48 kHz stereo. What cannot be decoded answers nothing and is concealed like a loss. */
export class OpusSource {
  readonly #decoder: OpusDecoder;

  private constructor(decoder: OpusDecoder) {
    this.#decoder = decoder;
  }

  static async create(): Promise<OpusSource> {
    const decoder = new OpusDecoder({ channels: 2, preSkip: 0 });
    await decoder.ready;
    return new OpusSource(decoder);
  }

  decode(packet: Uint8Array): DecodedAudio | undefined {
    if (opusPacketSamples(packet) === undefined || packet.length > LONGEST_PACKET_BYTES) return undefined;
    const { channelData, samplesDecoded } = this.#decoder.decodeFrame(packet);
    const [left, right] = channelData;
    if (!left || samplesDecoded === 0) return undefined;
    return { left, right: right ?? left, count: samplesDecoded };
  }

  free(): void {
    this.#decoder.free();
  }
}
