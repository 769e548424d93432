/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { within } from '@testing-library/react';
import type { ShowResults } from '#client';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { catchSavedFiles } from '../../../testing/saved-files.js';
import { api } from '../../ui/api.js';
import { ResultsPanel } from './results-panel.js';

const at = (time: string) => `2026-05-01T12:${time}.000Z`;
const said = (id: string, time: string) => ({
  ...{ id, at: time, personId: 'v1', name: 'Vic', text: 'hello' },
  ...{ event: null, role: 'viewer', replyTo: null },
});
const RESULTS: ShowResults = {
  showId: 'show_1',
  viewers: 40,
  peakViewers: 25,
  watchSeconds: 18_000,
  viewersOverTime: [5, 25, 12].map((viewers, n) => ({ at: at(`${n}0:00`), viewers })),
  viewerFlow: {
    stepSeconds: 600,
    steps: [0, 1, 2].map((n) => ({ at: at(`${n}0:00`), joined: 20 - n, left: 4 + n })),
    stayed: 25,
  },
  onStage: [
    {
      ...{ personId: 'p1', name: 'Ada', role: 'host', from: at('00:00'), until: at('30:00') },
      ...{ programmeFrom: at('00:00'), programmeUntil: at('30:00') },
    },
    {
      ...{ personId: 'p2', name: '=Ben', role: 'guest', from: at('05:00'), until: at('20:00') },
      ...{ programmeFrom: at('05:01'), programmeUntil: at('20:01') },
    },
  ],
  chat: [said('msg_1', at('01:00')), said('msg_2', at('01:00'))],
  questions: [],
  polls: [],
};
const SHOW = aShow({ state: 'ended', liveAt: at('00:00'), endedAt: at('30:00') });

async function open(results: Partial<ShowResults> = {}, show = SHOW, locale: 'en' | 'ko' = 'en') {
  jest.spyOn(api, 'results').mockResolvedValue({ ...RESULTS, ...results });
  jest.spyOn(api, 'quality').mockResolvedValue({ all: null, edges: [], browsers: [], countries: [] });
  return renderInPage(<ResultsPanel show={show} onChanged={() => undefined} />, locale);
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('many viewers are counted in groups of three digits', async () => {
  const { screen } = await open({ viewers: 12_840, peakViewers: 2_190 });
  expect([screen.getByText('12,840'), screen.getByText('2,190')]).toHaveLength(2);
});

test('viewers over time, the most at once, and what was watched', async () => {
  const { screen } = await open();
  const figures = within(screen.getByRole('region', { name: 'Results' }));
  const pairs = figures.getAllByRole('term').map((term) => [term.textContent, term.nextSibling?.textContent]);
  expect(pairs).toEqual([
    ['Viewers', '40'],
    ['Most at once', '25'],
    ['Watched', '5.0 h'],
    ['Per viewer', '7.5 min'],
    ['Stayed until the end', '63%'],
  ]);
  expect(figures.getByRole('img', { name: /^Viewers over time.* · 25$/ })).toBeDefined();
});

test('where viewers came and left, and the chat beside it', async () => {
  const { screen } = await open({
    chat: [at('01:00'), at('02:00')].map((time, n) => said(`msg_${n}`, time)),
  });
  expect(screen.getAllByRole('img').map((chart) => chart.getAttribute('aria-label'))).toEqual([
    expect.stringMatching(/^Viewers over time.* · 25$/),
    expect.stringMatching(/^Viewers who joined \(per 10 min\).* · 20$/),
    expect.stringMatching(/^Viewers who left \(per 10 min\).* · 6$/),
    expect.stringMatching(/^Chat messages per minute.* · 1$/),
  ]);
});

test('while a show is live nobody has stayed until its end', async () => {
  const { screen } = await open({}, aShow({ ...SHOW, state: 'live', endedAt: null }));
  expect(screen.getByText('Per viewer')).toBeDefined();
  expect(screen.queryByText('Stayed until the end')).toBeNull();
});

test('a show that nobody watched has figures and no curves', async () => {
  const viewerFlow = { stepSeconds: 60, steps: [{ at: at('00:00'), joined: 0, left: 0 }], stayed: 0 };
  const none = { viewers: 0, peakViewers: 0, watchSeconds: 0, viewersOverTime: [], chat: [] };
  const { screen } = await open({ ...none, viewerFlow });
  expect(screen.getByText('0.0 min')).toBeDefined();
  expect(screen.queryByRole('img')).toBeNull();
});

test('people on stage with their times in the show, in words and as bars', async () => {
  const { screen } = await open({}, SHOW, 'ko');
  const rows = within(screen.getByRole('region', { name: '무대 출연' })).getAllByRole('listitem');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Ada진행자30:000:00–30:00',
    '=Ben게스트15:005:00–20:00',
  ]);
  const bar = rows[1]?.querySelector<HTMLElement>('.stage-bar > span');
  expect(Number.parseFloat(bar?.style.width ?? '')).toBeCloseTo(50);
});

test('the file of the stage has both clocks, and no name is a formula', async () => {
  const saved = catchSavedFiles();
  const { screen, user } = await open();
  await user.click(screen.getByRole('button', { name: 'CSV: On stage' }));
  expect(await saved.lines()).toEqual([
    'name,role,from,until,programmeFrom,programmeUntil',
    `Ada,host,${at('00:00')},${at('30:00')},${at('00:00')},${at('30:00')}`,
    `'=Ben,guest,${at('05:00')},${at('20:00')},${at('05:01')},${at('20:01')}`,
  ]);
});

test('a show that was never live has no results, one without people says so', async () => {
  const { unmount } = await open({}, aShow({ state: 'draft' }));
  expect(api.results).not.toHaveBeenCalled();
  unmount();
  const { screen } = await open({ onStage: [] });
  expect(screen.getByText('Nobody was on stage while the show was live.')).toBeDefined();
});
