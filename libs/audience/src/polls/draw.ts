import type { RandomBytes } from '#kernel';

const RANGE = 2 ** 32;

/** Below `limit`, each as likely as any other: numbers of the uneven rest are thrown away. */
function below(limit: number, random: RandomBytes): number {
  const fairEnd = RANGE - (RANGE % limit);
  for (;;) {
    const number = new DataView(Uint8Array.from(random(4)).buffer).getUint32(0);
    if (number < fairEnd) return number % limit;
  }
}

/** So many of them, each with the same chance. */
export function draw<Item>(from: readonly Item[], count: number, random: RandomBytes): Item[] {
  const left = [...from];
  const drawn: Item[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(below(left.length, random), 1));
  return drawn;
}
