import { FragmentSplitter } from '#media';
import type { ShowLogEntry } from './entry.js';
import type { RunOpening, RunSink } from './ports.js';

export interface RunSplitterOptions {
  write(entry: ShowLogEntry, bytes?: Buffer): void;
  /** An encoder wrote what is no MP4: its run is closed, the rest of it is ignored. */
  onBroken(renditionId: string, run: number, error: unknown): void;
}

/** Makes whole entries out of the bytes of encoders, which come in any slicing. */
export class RunSplitter implements RunSink {
  readonly #options: RunSplitterOptions;
  readonly #splitters = new Map<string, FragmentSplitter>();

  constructor(options: RunSplitterOptions) {
    this.#options = options;
  }

  runOpened({ renditionId, run, start, continues = false }: RunOpening): void {
    this.#splitters.set(keyOf(renditionId, run), new FragmentSplitter());
    const { units, perSecond } = start;
    this.#options.write({ kind: 'run-opened', renditionId, run, start: { units, perSecond }, continues });
  }

  bytes(renditionId: string, run: number, chunk: Uint8Array): void {
    const splitter = this.#splitters.get(keyOf(renditionId, run));
    if (!splitter) return;
    try {
      for (const { kind, bytes } of splitter.push(chunk))
        this.#options.write({ kind, renditionId, run }, bytes);
    } catch (error) {
      this.runClosed(renditionId, run);
      this.#options.onBroken(renditionId, run, error);
    }
  }

  runClosed(renditionId: string, run: number): void {
    if (!this.#splitters.delete(keyOf(renditionId, run))) return;
    this.#options.write({ kind: 'run-closed', renditionId, run });
  }
}

const keyOf = (renditionId: string, run: number): string => `${run} ${renditionId}`;
