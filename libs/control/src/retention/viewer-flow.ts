import type { FlowSpan, ViewerFlow } from '#audience';
import type { Show } from '#show';

const MINUTE_MS = 60_000;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440].map((minutes) => minutes * MINUTE_MS);
/** As many as a chart shows side by side. */
const MOST_STEPS = 120;
/** Viewers are seen every 10 s, silent ones are counted for 25 s, and what is counted is stored every 15 s. */
const UNSEEN_MS = 45_000;

/** The part of a show in which its viewers came and left; none for a show that was never on air. */
export function flowSpan({ liveAtMs, endedAtMs }: Show, nowMs: number): FlowSpan | undefined {
  if (liveAtMs === null) return undefined;
  const untilMs = Math.max(liveAtMs + 1, endedAtMs ?? nowMs);
  const lengthMs = untilMs - liveAtMs;
  const stepMs = STEPS_MS.find((each) => lengthMs / each <= MOST_STEPS) ?? Math.ceil(lengthMs / MOST_STEPS);
  return { fromMs: liveAtMs, untilMs, stepMs, stayedFromMs: untilMs - UNSEEN_MS };
}

export interface FlowStep {
  atMs: number;
  joined: number;
  left: number;
}

/** Each step from the beginning to the end, those without any too. */
export function flowSteps({ fromMs, untilMs, stepMs }: FlowSpan, { joined, left }: ViewerFlow): FlowStep[] {
  return Array.from({ length: Math.ceil((untilMs - fromMs) / stepMs) }, (_, step) => ({
    atMs: fromMs + step * stepMs,
    joined: joined.get(step) ?? 0,
    left: left.get(step) ?? 0,
  }));
}
