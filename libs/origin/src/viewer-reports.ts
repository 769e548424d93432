import { z } from 'zod';
import type { Clock } from '#kernel';
import { type LatencySummary, LatencyWindow } from './latency-window.js';
import { readCmcd } from './quality/read-cmcd.js';
import { type ViewingFacts, viewingFacts } from './quality/viewing-facts.js';

/** What a player saw since its last report. */
export const viewerReportSchema = z.strictObject({
  /** From the programme's clock to the video on the screen. */
  latencyMs: z.number().min(0).max(3_600_000),
  stalls: z.int().min(0).max(1_000),
  stalledMs: z.number().min(0).max(3_600_000).optional(),
  renditionId: z.string().max(64).optional(),
});
export type ViewerReport = z.infer<typeof viewerReportSchema>;

const batchSchema = z.strictObject({ reports: z.array(viewerReportSchema).min(1).max(12) });

export const LONGEST_BATCH_BYTES = 16_384;
/** Of event reports in CMCD, one a row: a player of ours sends six in ten seconds. */
const MOST_ROWS = 60;
/** So many shows at once; the one that was silent longest is forgotten. */
const MOST_SHOWS = 256;

interface ShowReports {
  latency: LatencyWindow;
  stalls: number;
}

/** How far behind the audience is, by its own word. */
export class ViewerReports {
  readonly #clock: Clock;
  readonly #shows = new Map<string, ShowReports>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the batch could be read. */
  take(showId: string, body: string): boolean {
    const batch = batchSchema.safeParse(parseJson(body));
    if (!batch.success) return false;
    const show = this.#showOf(showId);
    for (const report of batch.data.reports) {
      show.latency.add(report.latencyMs);
      show.stalls += report.stalls;
    }
    return true;
  }

  /** Event reports in CMCD version 2, a row each. Undefined where the batch could not be read; no row of it counts then. */
  takeCmcd(showId: string, body: string): ViewingFacts[] | undefined {
    const rows = body.split('\n').filter((row) => row.trim() !== '');
    if (rows.length === 0 || rows.length > MOST_ROWS) return undefined;
    const read = rows.map((row) => readCmcd(row));
    const reports = read.flatMap((cmcd) => (cmcd === undefined || cmcd.size === 0 ? [] : viewingFacts(cmcd)));
    if (reports.length < rows.length) return undefined;
    const show = this.#showOf(showId);
    for (const { latencyMs, stall } of reports) {
      if (latencyMs !== undefined) show.latency.add(latencyMs);
      if (stall) show.stalls += 1;
    }
    return reports;
  }

  latencyOf(showId: string): LatencySummary | undefined {
    return this.#shows.get(showId)?.latency.summary();
  }

  stallsOf(showId: string): number {
    return this.#shows.get(showId)?.stalls ?? 0;
  }

  #showOf(showId: string): ShowReports {
    const show = this.#shows.get(showId) ?? { latency: new LatencyWindow(this.#clock), stalls: 0 };
    this.#shows.delete(showId);
    this.#shows.set(showId, show);
    for (const silent of this.#shows.keys()) {
      if (this.#shows.size <= MOST_SHOWS) break;
      this.#shows.delete(silent);
    }
    return show;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
