import { AdtsSplitter, type Mp4Piece, printAacInit, printFragment, SYNC_SAMPLE } from '#media';
import { AAC_FRAME_SAMPLES } from './encoder-arguments.js';

const TRACK_ID = 1;

/**
 * An AAC stream as initialization section and fragments of one frame each. A muxer learns how long a frame is from the
 * next one and holds it until then; here every frame is as long as all others, and leaves as soon as it is encoded.
 */
export class AdtsFragments {
  readonly #splitter = new AdtsSplitter();
  readonly #bitrate: number;
  #frames = 0;

  constructor(bitrate: number) {
    this.#bitrate = bitrate;
  }

  push(chunk: Uint8Array): Mp4Piece[] {
    return this.#splitter.push(chunk).flatMap(({ sampleRateHz, channels, data }) => {
      const init =
        this.#frames === 0 ? printAacInit({ sampleRateHz, channels, bitrate: this.#bitrate }) : undefined;
      const bytes = this.#fragment(data);
      return [
        ...(init ? [{ kind: 'init' as const, bytes: init }] : []),
        { kind: 'fragment' as const, bytes },
      ];
    });
  }

  #fragment(data: Buffer): Buffer {
    const decodeTicks = this.#frames * AAC_FRAME_SAMPLES;
    this.#frames += 1;
    const facts = { durationTicks: AAC_FRAME_SAMPLES, compositionOffsetTicks: 0, flags: SYNC_SAMPLE };
    return printFragment({ sequence: this.#frames, trackId: TRACK_ID, decodeTicks }, [
      { decodeTicks, ...facts, data },
    ]);
  }
}
