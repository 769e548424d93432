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

/** The newest boundary of the first grid that is not behind `unit`, moved by whole steps. */
export function boundaryBefore(unit: number, boundaryUnit: number, stepUnits: number): number {
  return unit - ((((unit - boundaryUnit) % stepUnits) + stepUnits) % stepUnits);
}
