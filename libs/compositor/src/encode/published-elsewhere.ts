import type { FormerRun } from './place-run.js';
import type { RunInput } from './run-input.js';

/** Where the newest run of a rendition stands, which an encoder of another machine made. */
export interface PublishedRun {
  renditionId: string;
  /** As it was announced. */
  start: { units: number; perSecond: number };
  /** From its time zero to the end of what was published of it. */
  lengthUnits: number;
  map: Uint8Array | undefined;
}

/** What was published by a programme elsewhere, as the run that ours goes on from. */
export function publishedElsewhere(runs: readonly PublishedRun[], { primingUnits }: RunInput): FormerRun {
  const find = (renditionId: string) => runs.find((run) => run.renditionId === renditionId);
  return {
    mapOf: (renditionId) => {
      const map = find(renditionId)?.map;
      return map && Buffer.from(map);
    },
    endOf: (renditionId) => {
      const run = find(renditionId);
      return run && Math.round(run.start.units) - primingUnits + run.lengthUnits;
    },
  };
}

interface OnOurGrid {
  renditionIds: readonly string[];
  input: RunInput;
  boundarySeconds: number | undefined;
  keyUnits: number;
}

/** Where ours goes on, for `ContinuousEncoder.takeOver`. Without a run of its own there, it begins with the segments of others. */
export function goesOnFrom(
  runs: readonly PublishedRun[],
  { renditionIds, input, boundarySeconds, keyUnits }: OnOurGrid,
): { former: FormerRun | undefined; boundaryUnit: number | undefined } {
  if (boundarySeconds === undefined) return { former: undefined, boundaryUnit: undefined };
  const boundaryUnit = Math.round(boundarySeconds * input.perSecond);
  const former = publishedElsewhere(runs, input);
  const ends = renditionIds.flatMap((id) => former.endOf(id) ?? []);
  if (ends.length === 0) return { former: undefined, boundaryUnit };
  return { former, boundaryUnit: boundaryBefore(Math.min(...ends), boundaryUnit, keyUnits) };
}

/** The newest boundary of the first grid that is not behind `unit`, moved by whole steps. */
function boundaryBefore(unit: number, boundaryUnit: number, stepUnits: number): number {
  return unit - ((((unit - boundaryUnit) % stepUnits) + stepUnits) % stepUnits);
}
