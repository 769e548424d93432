/** Fails with every place that breaks a law and the reason for the law, which a bare list does not teach. */
export function obey(wrong: readonly string[], why: string): void {
  if (wrong.length === 0) return;
  throw new Error(`${why}\n\n${wrong.map((place) => `  - ${place}`).join('\n')}\n`);
}
