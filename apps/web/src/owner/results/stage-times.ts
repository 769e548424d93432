import type { ShowResults } from '#client';

type OnStage = Pick<ShowResults['onStage'][number], 'personId' | 'name' | 'role' | 'from' | 'until'>;

/** Seconds of the show. */
export interface StageSpan {
  fromS: number;
  untilS: number;
}

export interface StagePerson {
  name: string;
  role: string;
  spans: readonly StageSpan[];
  totalS: number;
}

export interface StageTimes {
  people: readonly StagePerson[];
  /** How long the show is, or until the last one left the stage. */
  lengthS: number;
}

/** Each person once, with all their times on stage, in the order in which they came. */
export function stageTimes(
  onStage: readonly OnStage[],
  { liveAt, endedAt }: { liveAt: string | null; endedAt: string | null },
  nowMs: number,
): StageTimes {
  const first = onStage[0];
  const startMs = Date.parse(liveAt ?? first?.from ?? '');
  const times = onStage.map(({ until }) => (until === null ? nowMs : Date.parse(until)));
  const endMs = endedAt === null ? Math.max(...times) : Date.parse(endedAt);
  const secondsOf = (ms: number) => Math.max(0, (Math.min(ms, endMs) - startMs) / 1_000);
  const people = new Map<string, StagePerson>();
  for (const [index, { personId, name, role, from, until }] of onStage.entries()) {
    const span = {
      fromS: secondsOf(Date.parse(from)),
      untilS: secondsOf(until === null ? nowMs : Date.parse(until)),
    };
    // No two entries of people who were erased are known to be of one person.
    const key = personId ?? `erased ${index}`;
    const known = people.get(key) ?? { name, role, spans: [], totalS: 0 };
    const totalS = known.totalS + span.untilS - span.fromS;
    people.set(key, { ...known, spans: [...known.spans, span], totalS });
  }
  return { people: [...people.values()], lengthS: secondsOf(endMs) };
}
