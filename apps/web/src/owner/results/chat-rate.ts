const MINUTE_MS = 60_000;
/** A show of a week, which nobody reads minute by minute. */
const MOST_MINUTES = 10_080;

/** Messages of each minute from the first to the last one, those without any too. */
export function chatRate(chat: readonly { at: string }[]): { atMs: number; value: number }[] {
  const minutes = chat.map(({ at }) => Math.floor(Date.parse(at) / MINUTE_MS)).filter(Number.isFinite);
  if (minutes.length === 0) return [];
  const counts = new Map<number, number>();
  for (const minute of minutes) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  const first = minutes.reduce((least, minute) => Math.min(least, minute));
  const last = minutes.reduce((most, minute) => Math.max(most, minute));
  return Array.from({ length: Math.min(last - first + 1, MOST_MINUTES) }, (_, at) => ({
    atMs: (first + at) * MINUTE_MS,
    value: counts.get(first + at) ?? 0,
  }));
}
