import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { useEvery } from '../ui/use-every.js';
import type { ShowPanelProps } from './show-panel.js';

const EVERY_MS = 5_000;
const KEPT = 120;

interface Moment {
  viewers: number;
  /** Null while no player has reported. */
  behindS: number | null;
}

/** Viewers and their distance to the stage over the last ten minutes, drawn as they come. */
export function LiveCharts({ show: { id: showId } }: ShowPanelProps) {
  const t = useText();
  const [moments, setMoments] = useState<readonly Moment[]>([]);
  useEvery(EVERY_MS, () => {
    api.liveState(showId).then(
      ({ onAir, viewers, audienceBehindMs }) => {
        if (!onAir) return;
        const behindS = audienceBehindMs === null ? null : audienceBehindMs.median / 1_000;
        setMoments((last) => [...last, { viewers: viewers.current, behindS }].slice(-KEPT));
      },
      () => {},
    );
  });
  const behind = moments.flatMap(({ behindS }) => (behindS === null ? [] : [behindS]));
  return (
    <div className="charts">
      <Chart title={t('owner.charts.viewers')} values={moments.map(({ viewers }) => viewers)} digits={0} />
      <Chart title={t('owner.charts.latency')} values={behind} digits={1} />
    </div>
  );
}

function Chart({ title, values, digits }: { title: string; values: readonly number[]; digits: number }) {
  const t = useText();
  const last = values.at(-1);
  return (
    <section className="card card-pad stack-tight" aria-label={title}>
      <h2 className="field-label">{title}</h2>
      {last === undefined || values.length < 2 ? (
        <p className="small dim">{t('owner.charts.none')}</p>
      ) : (
        <>
          <p className="owner-figure">{last.toFixed(digits)}</p>
          <Curve values={values} />
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

function Curve({ values }: { values: readonly number[] }) {
  const most = Math.max(...values, 1);
  const points = values.map((value, n) => `${(n / (values.length - 1)) * 100},${40 - (value / most) * 36}`);
  return (
    <svg className="curve" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
      <polygon points={`0,40 ${points.join(' ')} 100,40`} />
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
