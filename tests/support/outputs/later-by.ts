import type { ClockedFrame } from './frames-of.js';

/** The clock turns within hours; frames of the same moment are near. */
const NEAR_CLOCK_MS = 5_000;

/** How many seconds later a file shows a moment than the programme does; nothing where the programme does not show it. */
export function laterBy(frame: ClockedFrame, programme: readonly ClockedFrame[]): number | undefined {
  const { clock, seconds } = frame;
  if (clock === undefined) return undefined;
  const first = programme.find(
    (each) => each.clock !== undefined && each.clock >= clock && each.clock - clock < NEAR_CLOCK_MS,
  );
  // Programmes have fewer frames: the one that shows it may show a later one as well.
  return first?.clock === undefined ? undefined : seconds - (first.seconds - (first.clock - clock) / 1_000);
}
