import type { Fault } from './fault.js';
import { inOrder, shareKey } from './shared-show.js';

export interface PlannedStrike {
  fault: Fault;
  /** Of the same fault, from 1. */
  number: number;
  /** No strike begins later: the share of the time that its show has. */
  untilMs: number;
}

export interface PlanOptions {
  times: number;
  /** For all strikes together; without it they take as long as they take. */
  withinMs?: number | undefined;
  nowMs: number;
}

/** Faults of one show beside each other, in the order in which shows are opened. */
function ofOneShow(faults: readonly Fault[]): Fault[][] {
  const groups = new Map<string, Fault[]>();
  for (const fault of inOrder(faults)) {
    const key = shareKey(fault);
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()];
}

/**
 * Each show is struck by all of its faults in turn, then by all of them again. So a process that is killed ten times has
 * lived for a while each time, and a run that is out of time has fewer strikes of every fault and none of no fault.
 */
export function planStrikes(
  faults: readonly Fault[],
  { times, withinMs, nowMs }: PlanOptions,
): PlannedStrike[] {
  const groups = ofOneShow(faults);
  let planned = 0;
  return groups.flatMap((group) => {
    planned += group.length;
    const untilMs =
      withinMs === undefined ? Number.POSITIVE_INFINITY : nowMs + (withinMs * planned) / faults.length;
    return Array.from({ length: times }, (_, round) =>
      group.map((fault) => ({ fault, number: round + 1, untilMs })),
    ).flat();
  });
}
