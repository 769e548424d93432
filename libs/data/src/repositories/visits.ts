import type { FlowSpan, ViewerFlow, VisitsStore, VisitTotals, WatchDelta } from '#audience';
import type { PrismaClient } from '../generated/client.js';
import { toDate, toMs } from '../times.js';

export class VisitsRepository implements VisitsStore {
  readonly #prisma: PrismaClient;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  async add(deltas: readonly WatchDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    // One statement for the batch: the columns travel as arrays, and a viewer seen before is added to.
    await this.#prisma.$executeRaw`
      INSERT INTO "ViewerVisit" ("showId", "viewer", "firstSeen", "lastSeen", "watchMs")
      SELECT * FROM unnest(
        ${deltas.map((delta) => delta.showId)}::text[],
        ${deltas.map((delta) => delta.viewer)}::text[],
        ${deltas.map((delta) => toDate(delta.firstSeenMs).toISOString())}::timestamp[],
        ${deltas.map((delta) => toDate(delta.lastSeenMs).toISOString())}::timestamp[],
        ${deltas.map((delta) => Math.round(delta.watchMs))}::bigint[])
      ON CONFLICT ("showId", "viewer") DO UPDATE SET
        "lastSeen" = GREATEST("ViewerVisit"."lastSeen", EXCLUDED."lastSeen"),
        "watchMs" = "ViewerVisit"."watchMs" + EXCLUDED."watchMs"`;
  }

  async sample(showId: string, atMs: number, viewers: number): Promise<void> {
    await this.#prisma.audienceSample.createMany({
      data: [{ showId, at: toDate(atMs), viewers }],
      skipDuplicates: true,
    });
  }

  async samples(showId: string, limit: number): Promise<{ atMs: number; viewers: number }[]> {
    const rows = await this.#prisma.audienceSample.findMany({
      where: { showId },
      orderBy: { at: 'desc' },
      take: limit,
    });
    return rows.reverse().map((row) => ({ atMs: toMs(row.at), viewers: row.viewers }));
  }

  async flow(showId: string, { fromMs, untilMs, stepMs, stayedFromMs }: FlowSpan): Promise<ViewerFlow> {
    const [from, until, stayedFrom] = [fromMs, untilMs, stayedFromMs].map((ms) => toDate(ms).toISOString());
    const rows = await this.#prisma.$queryRaw<{ kind: keyof ViewerFlow; step: number; viewers: number }[]>`
      WITH visit AS (
        SELECT GREATEST("firstSeen", ${from}::timestamp) - ${from}::timestamp AS came,
          CASE WHEN "lastSeen" < ${stayedFrom}::timestamp
            THEN GREATEST("lastSeen", ${from}::timestamp) - ${from}::timestamp END AS went
        FROM "ViewerVisit" WHERE "showId" = ${showId} AND "firstSeen" < ${until}::timestamp
      ), step AS (
        SELECT trunc(date_part('epoch', came) * 1000 / ${stepMs}::float8)::int AS came,
          trunc(date_part('epoch', went) * 1000 / ${stepMs}::float8)::int AS went
        FROM visit
      )
      SELECT 'joined' AS kind, came AS step, count(*)::int AS viewers FROM step GROUP BY came
      UNION ALL
      SELECT 'left', went, count(*)::int FROM step WHERE went IS NOT NULL GROUP BY went
      UNION ALL
      SELECT 'stayed', 0, count(*)::int FROM step WHERE went IS NULL`;
    const stepsOf = (wanted: keyof ViewerFlow) =>
      new Map(rows.filter(({ kind }) => kind === wanted).map(({ step, viewers }) => [step, viewers]));
    return {
      joined: stepsOf('joined'),
      left: stepsOf('left'),
      stayed: stepsOf('stayed').get(0) ?? 0,
    };
  }

  async raisePeak(showId: string, viewers: number): Promise<void> {
    await this.#prisma.$executeRaw`
      INSERT INTO "AudienceState" ("showId", "peakViewers") VALUES (${showId}, ${viewers})
      ON CONFLICT ("showId") DO UPDATE SET
        "peakViewers" = GREATEST("AudienceState"."peakViewers", EXCLUDED."peakViewers")`;
  }

  async totals(showId: string): Promise<VisitTotals> {
    const [sum, state] = await Promise.all([
      this.#prisma.viewerVisit.aggregate({
        where: { showId },
        _count: { viewer: true },
        _sum: { watchMs: true },
      }),
      this.#prisma.audienceState.findUnique({ where: { showId } }),
    ]);
    return {
      viewers: sum._count.viewer,
      watchMs: Number(sum._sum.watchMs ?? 0),
      peakViewers: state?.peakViewers ?? 0,
    };
  }
}
