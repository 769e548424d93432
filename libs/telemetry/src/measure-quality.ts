import type { Gauge } from 'prom-client';
import type { QualityFigures, QualityView, Quantiles } from '#show';
import type { Metrics } from './metrics.js';
import { setCounter } from './set-counter.js';

const BYTES_OF_A_KILOBIT = 125;

type QuantileGauge = Gauge<'show' | 'by' | 'group' | 'quantile'>;

/** What players said of their viewers: of all, and by edge, browser and country. */
export function measureQuality({ quality }: Metrics, showId: string, view: QualityView | undefined): void {
  if (view === undefined) return;
  const { all, edges, browsers, countries } = view;
  const kinds = { all: all === null ? [] : [all], edge: edges, browser: browsers, country: countries };
  for (const [by, figures] of Object.entries(kinds))
    for (const each of figures) measureGroup(quality, { show: showId, by, group: each.name }, each);
}

function measureGroup(
  quality: Metrics['quality'],
  labels: { show: string; by: string; group: string },
  figures: QualityFigures,
): void {
  const set = (gauge: QuantileGauge, quantiles: Quantiles | null, unit: number) => {
    if (quantiles === null) return;
    gauge.set({ ...labels, quantile: '0.5' }, quantiles.median * unit);
    gauge.set({ ...labels, quantile: '0.95' }, quantiles.p95 * unit);
  };
  set(quality.start, figures.startMs, 0.001);
  set(quality.behind, figures.latencyMs, 0.001);
  set(quality.stall, figures.stallMs, 0.001);
  set(quality.bitrate, figures.kbps, BYTES_OF_A_KILOBIT);
  setCounter(quality.starts, figures.viewings, labels);
  setCounter(quality.stalls, figures.stalls, labels);
  setCounter(quality.errors, figures.errors, labels);
  quality.stalledShare.set(labels, figures.stalledShare ?? 0);
}
