/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { LineChart } from './line-chart.js';

const MINUTE_MS = 60_000;
const points = [3, 12, 7].map((value, n) => ({
  atMs: Date.parse('2026-11-27T09:00:00Z') + n * MINUTE_MS,
  value,
}));

afterEach(() => document.body.replaceChildren());

/** Half of "12:00 PM" in the font of the axes. */
const HALF_LABEL_PX = 30;

test('the time at the edge is within the chart', async () => {
  const onTheHour = [0, 60].map((minutes) => ({
    atMs: new Date(2026, 10, 27, 9).getTime() + minutes * MINUTE_MS,
    value: 1,
  }));
  await renderInPage(<LineChart title="Viewers" points={onTheHour} digits={0} />);
  const width = Number(document.querySelector('svg')?.getAttribute('viewBox')?.split(' ')[2]);
  const times = [...document.querySelectorAll('text[text-anchor="middle"]')];
  const last = Number(times.at(-1)?.getAttribute('x'));
  expect(times.length).toBeGreaterThan(1);
  expect(last).toBeLessThanOrEqual(width - HALF_LABEL_PX);
});

test('has its peak as its name, and single points are read by the arrow keys', async () => {
  const { screen, user } = await renderInPage(<LineChart title="Viewers" points={points} digits={0} />);
  const chart = screen.getByRole('img');
  expect(chart.getAttribute('aria-label')).toMatch(/^Viewers\. Peak: .* · 12$/);
  const read = () => document.querySelector('figcaption')?.textContent ?? '';
  await user.tab();
  await user.keyboard('{ArrowLeft}');
  expect(read()).toMatch(/ · 12$/);
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(read()).toMatch(/ · 3$/);
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(read()).toMatch(/ · 7$/);
});
