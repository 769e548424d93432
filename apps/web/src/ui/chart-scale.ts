export interface Scale {
  /** From the lowest to the highest, in steps that read well. */
  ticks: readonly number[];
  top: number;
}

const STEPS = [1, 2, 5, 10];

/** From zero up to a little above the highest value, in about four steps. */
export function valueScale(most: number, isWhole: boolean): Scale {
  const wanted = Math.max(most, isWhole ? 4 : 1) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = (STEPS.find((each) => each * power >= wanted) ?? 10) * power;
  const count = Math.max(1, Math.ceil(most / step));
  const ticks = Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
  return { ticks, top: ticks.at(-1) ?? step };
}

const MINUTE_MS = 60_000;
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440].map((minutes) => minutes * MINUTE_MS);

/** Whole minutes or hours of the visitor's day between two moments, in at most `most` steps. */
export function timeTicks(fromMs: number, untilMs: number, most: number): number[] {
  const last = TIME_STEPS.at(-1) ?? MINUTE_MS;
  const step = TIME_STEPS.find((each) => (untilMs - fromMs) / each <= most) ?? last;
  const zoneMs = new Date(fromMs).getTimezoneOffset() * MINUTE_MS;
  const first = Math.ceil((fromMs - zoneMs) / step) * step + zoneMs;
  const ticks: number[] = [];
  for (let at = first; at <= untilMs && ticks.length < most + 1; at += step) ticks.push(at);
  return ticks;
}

/** The index of the moment that is nearest to `atMs`. */
export const nearestIndex = (moments: readonly number[], atMs: number): number =>
  moments.reduce(
    (best, each, n) => (Math.abs(each - atMs) < Math.abs((moments[best] ?? 0) - atMs) ? n : best),
    0,
  );
