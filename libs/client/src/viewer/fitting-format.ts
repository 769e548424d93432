/** A quality of a programme, which may be of one of several formats. */
export interface SizedLevel {
  width: number;
  height: number;
  bitrate: number;
  videoCodec?: string | undefined;
}

const ratioOf = ({ width, height }: Pick<SizedLevel, 'width' | 'height'>): number =>
  width > 0 && height > 0 ? width / height : 1;

/** Sizes of one ladder are rounded to whole pixels. */
const SAME_RATIO = 0.03;
const isAlike = (a: number, b: number): boolean => Math.abs(Math.log(a / b)) < SAME_RATIO;

export const isAv1 = ({ videoCodec }: SizedLevel): boolean => videoCodec?.startsWith('av01') ?? false;

/** Whether `next` is a quality of the same shape and codec that needs less of the connection. */
export const isSmallerOf = (of: SizedLevel, next: SizedLevel): boolean =>
  isAlike(ratioOf(of), ratioOf(next)) && isAv1(of) === isAv1(next) && next.bitrate < of.bitrate;

/**
 * The indexes of the qualities whose shape comes nearest to the screen's; of all where there is one format. Those of AV1 alone
 * where there are such: they take fewer bits, and a list holds none that the browser cannot play. `keepsUp`: it decodes AV1 in
 * time; where it does not, the others.
 */
export function fittingLevels(
  levels: readonly SizedLevel[],
  screen: { width: number; height: number },
  keepsUp = true,
): number[] {
  const misfit = (ratio: number) => Math.abs(Math.log(ratio / ratioOf(screen)));
  const [nearest = 1] = levels.map(ratioOf).sort((a, b) => misfit(a) - misfit(b));
  const alike = levels.flatMap((level, index) =>
    isAlike(ratioOf(level), nearest) ? [{ level, index }] : [],
  );
  const wanted = alike.filter(({ level }) => isAv1(level) === keepsUp);
  return (wanted.length > 0 ? wanted : alike).map(({ index }) => index);
}

/** The quality among `fitting` that needs no more of the connection than the one that was chosen among all. */
export function levelWithin(
  levels: readonly SizedLevel[],
  fitting: readonly number[],
  chosen: number,
): number {
  const wanted = levels[chosen];
  if (!wanted || fitting.length === 0 || fitting.includes(chosen)) return chosen;
  const byBitrate = [...fitting].sort((a, b) => (levels[a]?.bitrate ?? 0) - (levels[b]?.bitrate ?? 0));
  const affordable = byBitrate.filter((index) => (levels[index]?.bitrate ?? 0) <= wanted.bitrate * 1.1);
  return affordable.at(-1) ?? byBitrate[0] ?? chosen;
}
