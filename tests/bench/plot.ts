import { formatNumber } from './format-number.js';
import type { Curve, PlotSpec } from './scenario.js';

const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = { left: 70, right: 24, top: 44, bottom: 52 };
const COLOURS = ['#2b6cb0', '#c05621', '#2f855a', '#805ad5', '#b83280', '#4a5568'];
const TICKS = 5;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A round step that gives about five ticks from zero to the largest value. */
function stepFor(most: number): number {
  const rough = Math.max(most, 1e-9) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

interface Axis {
  ticks: number[];
  at(value: number): number;
}

function axis(values: readonly number[], from: number, to: number): Axis {
  const step = stepFor(Math.max(...values, 0));
  const end = Math.max(step, Math.ceil(Math.max(...values, 0) / step) * step);
  return {
    ticks: Array.from({ length: Math.round(end / step) + 1 }, (_, index) => index * step),
    at: (value) => from + ((to - from) * value) / end,
  };
}

function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(content)}</text>`;
}

function grid(x: Axis, y: Axis): string[] {
  const bottom = HEIGHT - MARGIN.bottom;
  return [
    ...y.ticks.map(
      (tick) =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y.at(tick)}" y2="${y.at(tick)}" stroke="#ddd"/>${text(MARGIN.left - 8, y.at(tick) + 4, formatNumber(tick), 'text-anchor="end"')}`,
    ),
    ...x.ticks.map((tick) => text(x.at(tick), bottom + 18, formatNumber(tick), 'text-anchor="middle"')),
  ];
}

function line(curve: Curve, index: number, x: Axis, y: Axis): string {
  const colour = COLOURS[index % COLOURS.length];
  const points = curve.points.map(([px, py]) => `${x.at(px).toFixed(1)},${y.at(py).toFixed(1)}`);
  const dots = points.length > 40 ? [] : points.map((point) => point.split(','));
  return [
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"/>`,
    ...dots.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
    text(WIDTH - MARGIN.right, MARGIN.top + 16 * index, curve.name, `fill="${colour}" text-anchor="end"`),
  ].join('');
}

/** A line plot from zero, as a file of its own that any page can show. */
export function svgPlot(spec: PlotSpec, curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = axis(
    points.map(([px]) => px),
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = axis(
    points.map(([, py]) => py),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(MARGIN.left, 24, spec.title, 'font-size="15" font-weight="bold"'),
    ...grid(x, y),
    ...curves.map((curve, index) => line(curve, index, x, y)),
    text((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 12, spec.x, 'text-anchor="middle"'),
    text(16, HEIGHT / 2, spec.y, `text-anchor="middle" transform="rotate(-90 16 ${HEIGHT / 2})"`),
    '</svg>\n',
  ].join('\n');
}
