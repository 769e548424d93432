import type { QualityCounts, QualityGroups, QualityKind } from '#origin';
import type { QualityFigures, QualityView, Quantiles } from '#show';

/** Of fewer viewings no group is named: a group of one is a person. */
const LEAST_VIEWINGS = 5;

export function qualityView(groups: QualityGroups): QualityView {
  const of = (kind: QualityKind) =>
    groups.all
      .filter((group) => group.kind === kind)
      .map(({ name, counts }) => figuresOf(name, counts))
      .sort((a, b) => b.viewings - a.viewings || a.name.localeCompare(b.name));
  const apart = (kind: QualityKind) => of(kind).filter(({ viewings }) => viewings >= LEAST_VIEWINGS);
  return {
    all: of('all')[0] ?? null,
    edges: apart('edge'),
    browsers: apart('browser'),
    countries: apart('country'),
  };
}

type Sketch = QualityCounts['startMs'];

function figuresOf(name: string, counts: QualityCounts): QualityFigures {
  const { startMs, latencyMs, stallMs, kbps, stalls, errors, playedMs, stalledMs } = counts;
  const wholeMs = playedMs + stalledMs;
  return {
    name,
    viewings: startMs.count,
    startMs: quantilesOf(startMs),
    latencyMs: quantilesOf(latencyMs),
    stallMs: quantilesOf(stallMs),
    kbps: quantilesOf(kbps),
    stalls,
    errors,
    playedMs,
    stalledShare: wholeMs === 0 ? null : stalledMs / wholeMs,
  };
}

function quantilesOf(sketch: Sketch): Quantiles | null {
  const median = sketch.quantile(0.5);
  const p95 = sketch.quantile(0.95);
  return median === null || p95 === null ? null : { median: Math.round(median), p95: Math.round(p95) };
}
