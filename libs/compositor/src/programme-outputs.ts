import type { Log } from '#kernel';
import type { ProgrammeSink, RunOpening } from './ports.js';
import { formatsOf, ladderOf, type ProgrammeSettings } from './settings.js';

/** Where formats of the programme go: the show log, and beside it whatever records or sends them on. */
export interface ProgrammeOutput {
  /** For the log. */
  name: string;
  /** The formats that it takes, by id; all of them where nothing is said. The audio belongs to every format. */
  formats?: readonly string[];
  sink: ProgrammeSink;
  /** Without it there is no show: it is handed the rest also after an error. */
  isEssential?: true;
}

interface OpenRun {
  opened: RunOpening;
  /** The map, once it was written: an output that is added later begins with it. */
  map: Uint8Array | undefined;
}

const keyOf = (renditionId: string, run: number): string => `${run} ${renditionId}`;

/** Hands what the encoders write to every output that takes it. An output that fails is left out; the others go on. */
export class ProgrammeOutputs implements ProgrammeSink {
  readonly #log: Log;
  readonly #formatOf: ReadonlyMap<string, string>;
  readonly #outputs = new Set<ProgrammeOutput>();
  readonly #open = new Map<string, OpenRun>();

  constructor(settings: ProgrammeSettings, log: Log) {
    this.#log = log;
    this.#formatOf = new Map(
      formatsOf(settings).flatMap((format) => ladderOf(format).map(({ id }) => [id, format.id] as const)),
    );
  }

  /** Returns the function that removes it. What comes later than the runs that are open begins with their maps. */
  add(output: ProgrammeOutput): () => void {
    this.#outputs.add(output);
    for (const { opened, map } of this.#open.values()) {
      this.#tell(output, opened.renditionId, ({ sink }) => {
        sink.runOpened(opened);
        if (map) sink.bytes(opened.renditionId, opened.run, map);
      });
    }
    return () => void this.#outputs.delete(output);
  }

  runOpened(opened: RunOpening): void {
    this.#open.set(keyOf(opened.renditionId, opened.run), { opened, map: undefined });
    this.#tellAll(opened.renditionId, ({ sink }) => sink.runOpened(opened));
  }

  /** Each chunk is the map or a whole fragment. */
  bytes(renditionId: string, run: number, chunk: Uint8Array): void {
    const open = this.#open.get(keyOf(renditionId, run));
    if (open) open.map ??= chunk;
    this.#tellAll(renditionId, ({ sink }) => sink.bytes(renditionId, run, chunk));
  }

  runClosed(renditionId: string, run: number): void {
    this.#open.delete(keyOf(renditionId, run));
    this.#tellAll(renditionId, ({ sink }) => sink.runClosed(renditionId, run));
  }

  #tellAll(renditionId: string, tell: (output: ProgrammeOutput) => void): void {
    for (const output of this.#outputs) this.#tell(output, renditionId, tell);
  }

  #tell(output: ProgrammeOutput, renditionId: string, tell: (output: ProgrammeOutput) => void): void {
    const format = this.#formatOf.get(renditionId);
    if (format !== undefined && output.formats && !output.formats.includes(format)) return;
    try {
      tell(output);
    } catch (error) {
      if (!output.isEssential) this.#outputs.delete(output);
      this.#log.error('compositor.output | failed', { output: output.name, error });
    }
  }
}
