import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { house } from '../ui/house.js';
import { useEvery } from '../ui/use-every.js';

const EVERY_MS = 5_000;
const KEPT = 120;

/** Viewers over the last ten minutes, drawn as they come. */
export function LiveCharts({ showId }: { showId: string }) {
  const t = useText();
  const [viewers, setViewers] = useState<readonly number[]>([]);
  const [peak, setPeak] = useState(0);
  useEvery(EVERY_MS, () => {
    house.liveState(showId).then(
      (live) => {
        if (!live.onAir) return;
        setViewers((last) => [...last, live.viewers.current].slice(-KEPT));
        setPeak(live.viewers.peak);
      },
      () => {},
    );
  });
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.charts.viewers')}>
      <h2 className="field-label">{t('owner.charts.viewers')}</h2>
      {viewers.length < 2 ? (
        <p className="small dim">{t('owner.charts.none')}</p>
      ) : (
        <>
          <p className="owner-figure">{viewers.at(-1)}</p>
          <Curve values={viewers} most={Math.max(peak, 1)} />
        </>
      )}
    </section>
  );
}

function Curve({ values, most }: { values: readonly number[]; most: number }) {
  const points = values.map((value, n) => `${(n / (values.length - 1)) * 100},${40 - (value / most) * 36}`);
  return (
    <svg className="curve" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
      <polygon points={`0,40 ${points.join(' ')} 100,40`} />
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
