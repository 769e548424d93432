import { z } from 'zod';
import type { Clock } from '#kernel';
import { type LatencySummary, LatencyWindow } from './latency-window.js';

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
    const show = this.#shows.get(showId) ?? { latency: new LatencyWindow(this.#clock), stalls: 0 };
    this.#shows.delete(showId);
    this.#shows.set(showId, show);
    for (const report of batch.data.reports) {
      show.latency.add(report.latencyMs);
      show.stalls += report.stalls;
    }
    for (const silent of this.#shows.keys()) {
      if (this.#shows.size <= MOST_SHOWS) break;
      this.#shows.delete(silent);
    }
    return true;
  }

  latencyOf(showId: string): LatencySummary | undefined {
    return this.#shows.get(showId)?.latency.summary();
  }

  stallsOf(showId: string): number {
    return this.#shows.get(showId)?.stalls ?? 0;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
