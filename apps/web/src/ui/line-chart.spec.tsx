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
