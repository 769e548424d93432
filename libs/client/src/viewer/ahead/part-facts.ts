/** What a part's answer says of it: enough to list it without a playlist. */
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

export const PART_HEADER = 'X-Proscenium-Part';

const textOf = (header: string, name: string): string | undefined =>
  new RegExp(`(?:^|,)${name}="([^"]+)"`).exec(header)?.[1];

const numberOf = (header: string, name: string): number | undefined => {
  const value = Number(new RegExp(`(?:^|,)${name}=([\\d.]+)`).exec(header)?.[1]);
  return value > 0 ? value : undefined;
};

/** Nothing where a cache on the way has dropped the header, or only a playlist tells it all. */
export function readPartFacts(header: string | null): PartFacts | undefined {
  if (header === null) return undefined;
  const durationSeconds = numberOf(header, 'DURATION');
  const next = textOf(header, 'NEXT');
  if (durationSeconds === undefined || next === undefined) return undefined;
  const opensAtMs = numberOf(header, 'OPENS-AT');
  const facts = {
    ...{ durationSeconds, next, independent: /(?:^|,)INDEPENDENT=YES/.test(header) },
    ...(opensAtMs === undefined ? {} : { opensAtMs }),
  };
  const uri = textOf(header, 'SEGMENT');
  if (uri === undefined) return facts;
  const segmentSeconds = numberOf(header, 'SEGMENT-DURATION');
  return segmentSeconds === undefined
    ? undefined
    : { ...facts, closes: { uri, durationSeconds: segmentSeconds } };
}
