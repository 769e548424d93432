export interface Held {
  atMinutes: number;
  mb: number;
}

/** Caches fill and code is compiled; the programme's live window alone takes this long to fill. */
const WARM_MINUTES = 20;
const WARM_SHARE = 1 / 3;
/** A process may end so much above where the trend of its warm part began: the collector's own breathing. */
const FLAT = { share: 0.1, mb: 25 };

export interface Trend {
  /** Over the part that is judged. */
  fromMb: number;
  toMb: number;
  perHourMb: number;
  isFlat: boolean;
}

/**
 * The trend of what a process held since it was warm: the median of the slopes between all pairs of samples (Theil and
 * Sen), which a single collection more or less does not move. Nothing where there are too few samples.
 */
export function memoryTrend(samples: readonly Held[]): Trend | undefined {
  const lastMinutes = samples.at(-1)?.atMinutes ?? 0;
  const warmAt = Math.min(WARM_MINUTES, lastMinutes * WARM_SHARE);
  const warm = samples.filter(({ atMinutes }) => atMinutes >= warmAt);
  if (warm.length < 3) return undefined;
  const slope = median(
    warm.flatMap((one, index) =>
      warm.slice(index + 1).map((other) => (other.mb - one.mb) / (other.atMinutes - one.atMinutes)),
    ),
  );
  const middleMb = median(warm.map(({ mb }) => mb));
  const minutes = lastMinutes - (warm[0]?.atMinutes ?? 0);
  const [fromMb, toMb] = [middleMb - (slope * minutes) / 2, middleMb + (slope * minutes) / 2];
  const isFlat = toMb - fromMb <= Math.max(FLAT.mb, fromMb * FLAT.share);
  return { fromMb, toMb, perHourMb: slope * 60, isFlat };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = Math.floor(sorted.length / 2);
  const upper = sorted[at] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[at - 1] ?? 0)) / 2;
}
