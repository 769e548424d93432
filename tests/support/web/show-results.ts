const START_MS = Date.parse('2026-11-20T19:00:00Z');
const MINUTES = 62;

const at = (minute: number): string => new Date(START_MS + minute * 60_000).toISOString();
const each = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const span = (name: string, role: string, from: number, until: number) => ({
  ...{ personId: name, name, role, from: at(from), until: at(until) },
  ...{ programmeFrom: at(from), programmeUntil: at(until) },
});

const said = (id: string, minute: number, text: string) => ({
  ...{
    id,
    at: at(minute),
    personId: 'viewer',
    name: 'Grace',
    text,
    event: null,
    role: 'viewer',
    replyTo: null,
  },
});

const group = (name: string, viewings: number) => ({
  ...{ name, viewings, stalls: 33, errors: 2, playedSeconds: 99_999, stalledShare: 0.0042 },
  ...{ startMs: { median: 620, p95: 2_400 }, latencyMs: { median: 2_100, p95: 4_200 } },
  ...{ stallMs: { median: 300, p95: 1_200 }, kbps: { median: 2_400, p95: 4_800 } },
});

const viewersAt = (minute: number): number =>
  Math.round(1_600 * Math.sin((Math.PI * (minute + 2)) / (MINUTES + 4))) + 7 * (minute % 5);

const QUESTION = 'Will you play the piece for two cellos that you wrote in the spring, and how long is it?';

/** What the API says of a show of an hour that many have seen, for pages that show it. */
export function showResults() {
  const { name: _, ...all } = group('', 3_100);
  return {
    show: { state: 'ended', liveAt: at(0), endedAt: at(MINUTES) },
    results: {
      ...{ showId: 'show', viewers: 3_284, peakViewers: 1_619, watchSeconds: 4_512_000, polls: [] },
      viewersOverTime: each(MINUTES + 1, (n) => ({ at: at(n), viewers: viewersAt(n) })),
      viewerFlow: {
        ...{ stepSeconds: 120, stayed: 1_640 },
        steps: each(31, (n) => ({
          at: at(2 * n),
          joined: Math.max(4, 300 - 12 * n),
          left: 3 * n + 9 * (n % 4),
        })),
      },
      onStage: [
        span('Mina', 'host', 0, MINUTES),
        ...[span('Jonas', 'guest', 4, 12), span('Jonas', 'guest', 20, 33.5)],
        ...[span('Jonas', 'guest', 41, 41.3), span('Jonas', 'guest', 50, 61)],
        span('Marguerite of the long second name', 'co-host', 1, 60),
        span('하은', 'guest', 33, 48),
      ],
      chat: each(60, (n) =>
        said(`msg_${n}`, n, n % 3 ? 'Hello from Lisbon!' : '안녕하세요, 부산에서 보고 있어요'),
      ),
      questions: each(6, (n) => ({ ...said(`question_${n}`, n, QUESTION), votes: 120 - n })),
    },
    quality: {
      ...{ all, edges: [group('direct', 2_100), group('edge-lisbon-2', 1_000)] },
      browsers: [group('chrome', 1_900), group('safari', 900), group('firefox', 300)],
      countries: [group('KR', 1_800), group('PT', 1_300)],
    },
  };
}
