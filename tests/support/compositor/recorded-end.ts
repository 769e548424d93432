import { FragmentSplitter, parseTrackInit, readFragment, type SampleDefaults } from '#media';
import type { RecordedEpoch } from './recording-sink.js';

/** How far a recording of frames reaches: reads what has come since the last call. */
export class RecordedEnd {
  readonly #epoch: RecordedEpoch;
  readonly #splitter = new FragmentSplitter();
  #chunksRead = 0;
  #defaults: SampleDefaults | undefined;
  #frames = 0;

  constructor(epoch: RecordedEpoch) {
    this.#epoch = epoch;
  }

  /** The first tick of the programme that is not recorded. */
  tick(): number {
    const fresh = this.#epoch.chunks.slice(this.#chunksRead);
    this.#chunksRead += fresh.length;
    for (const piece of fresh.flatMap((chunk) => this.#splitter.push(chunk))) {
      if (piece.kind === 'init') this.#defaults = parseTrackInit(piece.bytes).defaults;
      else if (this.#defaults) this.#frames += readFragment(piece.bytes, this.#defaults).length;
    }
    return this.#epoch.start.units + this.#frames;
  }
}
