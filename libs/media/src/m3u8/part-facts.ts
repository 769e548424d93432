/** What a part's own answer says of it, for players that list it themselves. */
export interface PartFacts {
  durationSeconds: number;
  independent: boolean;
  /** URI of the part after it. */
  next: string;
  /** It is the first of its segment: when that begins. */
  opensAtMs?: number;
  /** It is the last of its segment, which is whole now. */
  closes?: { uri: string; durationSeconds: number };
}

/** As an attribute list, like the playlist's own tags. */
export function printPartFacts(facts: PartFacts): string {
  const { durationSeconds, independent, next, opensAtMs, closes } = facts;
  const attributes = [`DURATION=${durationSeconds.toFixed(6)}`, `NEXT="${next}"`];
  if (independent) attributes.push('INDEPENDENT=YES');
  if (opensAtMs !== undefined) attributes.push(`OPENS-AT=${opensAtMs}`);
  if (closes)
    attributes.push(`SEGMENT="${closes.uri}"`, `SEGMENT-DURATION=${closes.durationSeconds.toFixed(6)}`);
  return attributes.join(',');
}
