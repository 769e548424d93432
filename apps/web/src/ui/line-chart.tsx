import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { nearestIndex, timeTicks, valueScale } from './chart-scale.js';
import { timeText } from './show-text.js';
import './line-chart.css';

export interface ChartPoint {
  atMs: number;
  value: number;
}

interface LineChartProps {
  title: string;
  points: readonly ChartPoint[];
  /** Behind the decimal point; without any the values are counts. */
  digits: number;
}

const HEIGHT = 200;
const MARGIN = { left: 44, right: 12, top: 10, bottom: 24 };
/** A time of day and the space beside it. */
const TIME_PX = 100;
/** Half of the widest time of day: one at the edge moves inwards, so that it is read whole. */
const HALF_TIME_PX = 36;
const FIRST_WIDTH = 560;

/** Values over time with both axes; a pointer or the arrow keys read single points. */
export function LineChart({ title, points, digits }: LineChartProps) {
  const t = useText();
  const { box, width } = useWidth();
  const [chosen, setChosen] = useState<number>();
  const fromMs = points[0]?.atMs ?? 0;
  const untilMs = points.at(-1)?.atMs ?? 0;
  const most = Math.max(0, ...points.map(({ value }) => value));
  const { ticks, top } = valueScale(most, digits === 0);
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const x = (atMs: number) => MARGIN.left + ((atMs - fromMs) / Math.max(1, untilMs - fromMs)) * inner.width;
  const y = (value: number) => MARGIN.top + (1 - value / top) * inner.height;
  const line = points.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${y(value).toFixed(1)}`);
  const base = MARGIN.top + inner.height;
  const text = ({ atMs, value }: ChartPoint) => `${timeText(atMs)} · ${value.toFixed(digits)}`;
  const read = chosen === undefined ? undefined : points[Math.min(chosen, points.length - 1)];
  const peak = points.find(({ value }) => value === most);
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const share = (at - MARGIN.left) / Math.max(1, inner.width);
    const moments = points.map(({ atMs }) => atMs);
    setChosen(nearestIndex(moments, fromMs + share * (untilMs - fromMs)));
  };
  const move = (step: number) =>
    setChosen((now) => Math.min(points.length - 1, Math.max(0, (now ?? points.length - 1) + step)));
  return (
    <figure className="line-chart" ref={box}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={peak ? t('owner.chart.peak', { title, peak: text(peak) }) : title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: single points are read by the arrow keys
        tabIndex={0}
        onPointerMove={onMove}
        onPointerLeave={() => setChosen(undefined)}
        onBlur={() => setChosen(undefined)}
        onKeyDown={({ key }) => (key === 'ArrowLeft' ? move(-1) : key === 'ArrowRight' ? move(1) : undefined)}
      >
        {ticks.map((value) => (
          <g key={value}>
            <line
              className="chart-grid"
              x1={MARGIN.left}
              x2={width - MARGIN.right}
              y1={y(value)}
              y2={y(value)}
            />
            <text className="chart-tick" x={MARGIN.left - 8} y={y(value) + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {timeTicks(fromMs, untilMs, Math.max(1, Math.floor(inner.width / TIME_PX))).map((atMs) => (
          <text
            key={atMs}
            className="chart-tick"
            x={Math.min(x(atMs), width - HALF_TIME_PX)}
            y={HEIGHT - 6}
            textAnchor="middle"
          >
            {timeText(atMs)}
          </text>
        ))}
        <polygon
          className="chart-area"
          points={`${x(fromMs)},${base} ${line.join(' ')} ${x(untilMs)},${base}`}
        />
        <polyline className="chart-line" points={line.join(' ')} />
        {read ? (
          <>
            <line className="chart-cursor" x1={x(read.atMs)} x2={x(read.atMs)} y1={MARGIN.top} y2={base} />
            <circle className="chart-dot" cx={x(read.atMs)} cy={y(read.value)} r={4} />
          </>
        ) : null}
      </svg>
      <figcaption className="small dim">
        <span role="status">{read ? text(read) : '\u00a0'}</span>
      </figcaption>
    </figure>
  );
}

/** One unit of the drawing is one pixel, so that its texts have one size everywhere. */
function useWidth() {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const wide = Math.round(entry?.contentRect.width ?? 0);
      if (wide > 0) setWidth(wide);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
