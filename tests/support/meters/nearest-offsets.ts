/** How much later the nearest of `others` is than each mark; nothing where none is within `farthest`. All in one unit. */
export function nearestOffsets(
  marks: readonly number[],
  others: readonly number[],
  farthest: number,
): (number | undefined)[] {
  return marks.map((mark) => {
    const offsets = others.map((other) => other - mark).filter((offset) => Math.abs(offset) <= farthest);
    return offsets.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
  });
}
