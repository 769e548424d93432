import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { type ChartPoint, LineChart } from '../ui/line-chart.js';
import { useEvery } from '../ui/use-every.js';
import type { ShowPanelProps } from './show-panel.js';

const EVERY_MS = 5_000;
const KEPT = 120;

interface Moment {
  atMs: number;
  viewers: number;
  /** Null while no player has reported. */
  behindS: number | null;
}

/** Viewers and their distance to the stage over the last ten minutes, drawn as they come. */
export function LiveCharts({ show: { id: showId, state } }: ShowPanelProps) {
  const t = useText();
  const [moments, setMoments] = useState<readonly Moment[]>([]);
  const isOver = state === 'ended';
  useEvery(isOver ? null : EVERY_MS, () => {
    api.liveState(showId).then(
      ({ onAir, viewers, audienceBehindMs }) => {
        if (!onAir) return;
        const behindS = audienceBehindMs === null ? null : audienceBehindMs.median / 1_000;
        setMoments((last) => [...last, { atMs: Date.now(), viewers: viewers.current, behindS }].slice(-KEPT));
      },
      () => {},
    );
  });
  // Its results stand below.
  if (isOver) return null;
  const behind = moments.flatMap(({ atMs, behindS }) => (behindS === null ? [] : [{ atMs, value: behindS }]));
  return (
    <div className="charts">
      <Chart
        title={t('owner.charts.viewers')}
        points={moments.map(({ atMs, viewers }) => ({ atMs, value: viewers }))}
        digits={0}
      />
      <Chart title={t('owner.charts.latency')} points={behind} digits={1} />
    </div>
  );
}

interface ChartProps {
  title: string;
  points: readonly ChartPoint[];
  digits: number;
}

function Chart({ title, points, digits }: ChartProps) {
  const t = useText();
  const values = points.map(({ value }) => value);
  const last = values.at(-1);
  return (
    <section className="card card-pad stack-tight" aria-label={title}>
      <h2 className="field-label">{title}</h2>
      {last === undefined || values.length < 2 ? (
        <p className="small dim">{t('owner.charts.none')}</p>
      ) : (
        <>
          <p className="owner-figure">{last.toFixed(digits)}</p>
          <LineChart title={title} points={points} digits={digits} />
          <p className="small dim">
            {t('owner.charts.range', {
              least: Math.min(...values).toFixed(digits),
              most: Math.max(...values).toFixed(digits),
            })}
          </p>
        </>
      )}
    </section>
  );
}
