import { z } from 'zod';
import { ValueSketch } from './value-sketch.js';
import type { ViewingFacts } from './viewing-facts.js';

const cells = z.array(z.tuple([z.int().min(0).max(1_000), z.int().positive()])).max(1_000);

/** What a group of viewers saw: histograms and sums, nothing of one of them. */
export const qualityCountsSchema = z.strictObject({
  startMs: cells,
  latencyMs: cells,
  stallMs: cells,
  kbps: cells,
  stalls: z.int().min(0),
  errors: z.int().min(0),
  playedMs: z.number().min(0),
  stalledMs: z.number().min(0),
});
export type QualityCountsJson = z.output<typeof qualityCountsSchema>;

export const SKETCHES = ['startMs', 'latencyMs', 'stallMs', 'kbps'] as const;
export const SUMS = ['stalls', 'errors', 'playedMs', 'stalledMs'] as const;

export class QualityCounts {
  readonly startMs = new ValueSketch();
  readonly latencyMs = new ValueSketch();
  readonly stallMs = new ValueSketch();
  readonly kbps = new ValueSketch();
  stalls = 0;
  errors = 0;
  playedMs = 0;
  stalledMs = 0;

  add({ startMs, latencyMs, stall, kbps, errors, playedMs = 0 }: ViewingFacts): void {
    if (startMs !== undefined) this.startMs.add(startMs);
    if (latencyMs !== undefined) this.latencyMs.add(latencyMs);
    if (kbps !== undefined) this.kbps.add(kbps);
    if (stall) this.stalls += 1;
    if (stall?.tookMs !== undefined) {
      this.stallMs.add(stall.tookMs);
      this.stalledMs += stall.tookMs;
    }
    this.errors += errors;
    this.playedMs += playedMs;
  }

  merge(other: QualityCountsJson): void {
    for (const name of SKETCHES) this[name].merge(other[name]);
    for (const name of SUMS) this[name] += other[name];
  }

  toJson(): QualityCountsJson {
    const { startMs, latencyMs, stallMs, kbps, stalls, errors, playedMs, stalledMs } = this;
    return {
      startMs: startMs.cells(),
      latencyMs: latencyMs.cells(),
      stallMs: stallMs.cells(),
      kbps: kbps.cells(),
      stalls,
      errors,
      playedMs,
      stalledMs,
    };
  }
}
