import type { RunInput } from './run-input.js';

/** A run, as far as another one goes on from it; it may have run on another machine. */
export interface FormerRun {
  mapOf(renditionId: string): Buffer | undefined;
  /** The unit behind the last one published; nothing when it makes no such rendition. */
  endOf(renditionId: string): number | undefined;
  /** It ended, and everything that it wrote was handed on. */
  readonly closed?: Promise<void> | undefined;
}

export interface Place {
  /** The first unit that the process is given. */
  feedFromUnit: number;
  /** The first unit that is published. */
  startUnit: number;
  /** The same for each rendition: one may have been published further than another. */
  publishFrom: Map<string, number>;
  /** Renditions that go on where the run before ended, under the same map. */
  continuing: Set<string>;
}

export interface PlaceOptions {
  run: FormerRun & { readonly renditionIds: string[] };
  /** The run that ended before. */
  former: FormerRun | undefined;
  input: RunInput;
  /** The oldest unit that can be given to the run. */
  firstUnit: number | undefined;
  /** Where the first run began. */
  originUnit: number | undefined;
  /** A run that continues nothing begins at a multiple of this from the origin; the grid of its input without. */
  stepUnits?: number | undefined;
}

export function hasSameMap(former: FormerRun, run: FormerRun, renditionId: string): boolean {
  const [before, now] = [former.mapOf(renditionId), run.mapOf(renditionId)];
  return before !== undefined && now !== undefined && before.equals(now);
}

/**
 * Where a run begins: where the one before ended, if its input reaches back to there, else at the oldest unit on the
 * grid that is left, or at the first there ever was.
 */
export function placeRun(options: PlaceOptions): Place | undefined {
  const { run, former, input, firstUnit, originUnit, stepUnits = input.gridUnits } = options;
  if (firstUnit === undefined) return undefined;
  const { gridUnits, leadUnits } = input;
  const origin = originUnit ?? firstUnit;
  const onGrid = nextOn(gridUnits, firstUnit, origin);
  const endUnit = former ? Math.min(...commonEnds(former, run)) : Number.NEGATIVE_INFINITY;
  if (Number.isFinite(endUnit) && endUnit - leadUnits >= onGrid) {
    const place = continued(run, former, endUnit, leadUnits);
    if (place.continuing.size > 0 || stepUnits === gridUnits) return place;
  }
  // The very first run has nothing before it that its first frame would be heard with.
  const startUnit =
    originUnit === undefined ? onGrid : nextOn(stepUnits, Math.max(onGrid + leadUnits, endUnit), origin);
  const publishFrom = new Map(run.renditionIds.map((id) => [id, startUnit]));
  const feedFromUnit = originUnit === undefined ? onGrid : startUnit - leadUnits;
  return { feedFromUnit, startUnit, publishFrom, continuing: new Set() };
}

/** The next multiple of `stepUnits` from the origin that is not before the unit. */
const nextOn = (stepUnits: number, unit: number, origin: number): number =>
  origin + Math.ceil((unit - origin) / stepUnits) * stepUnits;

function continued(
  run: PlaceOptions['run'],
  former: FormerRun | undefined,
  endUnit: number,
  leadUnits: number,
): Place {
  const continuing = new Set(run.renditionIds.filter((id) => former && hasSameMap(former, run, id)));
  const publishFrom = new Map(
    run.renditionIds.map((id) => [id, continuing.has(id) ? (former?.endOf(id) ?? endUnit) : endUnit]),
  );
  return { feedFromUnit: endUnit - leadUnits, startUnit: endUnit, publishFrom, continuing };
}

const commonEnds = (former: FormerRun, run: PlaceOptions['run']): number[] =>
  run.renditionIds.flatMap((id) => former.endOf(id) ?? []);
