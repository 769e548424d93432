import { FragmentSplitter, parseTrackInit, readFragment, type SampleDefaults } from '#media';
import type { RecordedRun } from './recording-sink.js';

/** How far a recording of frames reaches: reads what has come since the last call. */
export class RecordedEnd {
  readonly #run: RecordedRun;
  readonly #splitter = new FragmentSplitter();
  #chunksRead = 0;
  #defaults: SampleDefaults | undefined;
  #frames = 0;

  constructor(run: RecordedRun) {
    this.#run = run;
  }

  /** The first tick of the programme that is not recorded. */
  tick(): number {
    const fresh = this.#run.chunks.slice(this.#chunksRead);
    this.#chunksRead += fresh.length;
    for (const piece of fresh.flatMap((chunk) => this.#splitter.push(chunk))) {
      if (piece.kind === 'init') this.#defaults = parseTrackInit(piece.bytes).defaults;
      else if (this.#defaults) this.#frames += readFragment(piece.bytes, this.#defaults).length;
    }
    return this.#run.start.units + this.#frames;
  }
}
