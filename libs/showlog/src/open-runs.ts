import { z } from 'zod';
import { parseTrackInit, readFragment, type TrackInit } from '#media';
import type { ShowLogEntry } from './entry.js';

/** The newest run of a rendition: where it began, and how much of it is in the log. */
export const openRunSchema = z.strictObject({
  renditionId: z.string().min(1).max(64),
  run: z.int().nonnegative(),
  start: z.strictObject({ units: z.number(), perSecond: z.number().positive() }),
  /** Units from the run's time zero to the end of its last fragment. */
  lengthUnits: z.number().nonnegative(),
  isOpen: z.boolean(),
});

export interface OpenRun extends z.output<typeof openRunSchema> {
  /** The run's map; nothing while it has none. */
  map: Buffer | undefined;
}

/** What a programme on another machine must know to go on exactly where the log ends. */
export class OpenRuns {
  readonly #runs = new Map<string, OpenRun & { init: TrackInit | undefined }>();

  get all(): OpenRun[] {
    return [...this.#runs.values()].map(({ init: _, ...run }) => run);
  }

  /** Everything before it is in the log, in seconds of the show. Nothing without a run. */
  get endSeconds(): number | undefined {
    const ends = [...this.#runs.values()].map(
      ({ start, lengthUnits }) => (start.units + lengthUnits) / start.perSecond,
    );
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  put({ map, ...run }: OpenRun): void {
    const init = map && readInit(map);
    this.#runs.set(run.renditionId, { ...run, map, init });
  }

  apply(entry: ShowLogEntry, bytes: Buffer): void {
    if (entry.kind === 'run-opened') {
      const { renditionId, run, start } = entry;
      this.#runs.set(renditionId, {
        ...{ renditionId, run, start, lengthUnits: 0, isOpen: true },
        ...{ map: undefined, init: undefined },
      });
      return;
    }
    if (entry.kind === 'withdrawn') this.#runs.delete(entry.renditionId);
    if (entry.kind === 'withdrawn' || entry.kind === 'ended' || entry.kind === 'event') return;
    const known = this.#runs.get(entry.renditionId);
    if (known?.run !== entry.run) return;
    if (entry.kind === 'run-closed') known.isOpen = false;
    else if (entry.kind === 'init') {
      known.map = bytes;
      known.init = readInit(bytes);
    } else if (known.init) {
      const ticks = endOf(bytes, known.init);
      if (ticks === undefined) return;
      known.lengthUnits = Math.round((ticks * known.start.perSecond) / known.init.timescaleHz);
    }
  }
}

/** Nothing for what is no map: nobody continues such a run. */
function readInit(map: Buffer): TrackInit | undefined {
  try {
    return parseTrackInit(map);
  } catch {
    return undefined;
  }
}

function endOf(fragment: Buffer, init: TrackInit): number | undefined {
  try {
    const last = readFragment(fragment, init.defaults).at(-1);
    return last && last.decodeTicks + last.durationTicks;
  } catch {
    return undefined;
  }
}
