/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { ShowResults } from '#client';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { forgetWho } from '../../ui/person.js';
import { ResultsPanel } from '../results/results-panel.js';
import { EraseById } from './erase-by-id.js';
import { PersonalDataPanel } from './personal-data-panel.js';
import { RetentionForm } from './retention-form.js';
import { writersOf } from './writers-of.js';

const AT = '2026-01-01T10:00:00.000Z';
const said = (personId: string, name: string, role = 'viewer') => ({
  ...{ id: `msg_${personId}_${name}`, personId, name, role, text: 'hello', at: AT, event: null },
  replyTo: null,
});
const RESULTS = {
  chat: [said('p1', 'Mina'), said('p1', 'Mina K'), said('p2', 'Joon'), said('h1', 'Ada', 'host')],
  questions: [{ ...said('p3', 'Sora'), state: 'open', votes: 0 }],
} as unknown as ShowResults;

let call: jest.Mock;

beforeEach(() => {
  forgetWho();
  call = jest.spyOn(api.calls, 'call').mockImplementation((async (id: string) => {
    if (id === 'house.retention') return { chat: null, audit: 365, visits: 180, webhookLog: 30 };
    return { records: 3 };
  }) as never) as unknown as jest.Mock;
  jest.spyOn(api, 'results').mockResolvedValue(RESULTS);
});
afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

const signInAs = (role: 'owner' | 'host') =>
  jest.spyOn(api, 'who').mockResolvedValue({ person: { id: 'person_1', role } } as never);

test('shorter times are saved after a question, longer ones at once', async () => {
  const { screen, user } = await renderInPage(<RetentionForm />);
  const audit = await screen.findByLabelText('Activity (days)');
  await user.clear(audit);
  await user.type(audit, '400');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const saved = { chat: null, audit: 400, visits: 180, webhookLog: 30 };
  expect(call).toHaveBeenCalledWith('house.setRetention', { body: saved });
  call.mockClear();
  // Chat that was kept with its show is kept for less long from now on.
  await user.click(screen.getByRole('switch', { name: 'Keep chat as long as its show' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(call).not.toHaveBeenCalledWith('house.setRetention', expect.anything());
  await user.click(screen.getByRole('button', { name: 'Save and delete' }));
  expect(call).toHaveBeenCalledWith('house.setRetention', { body: expect.objectContaining({ chat: 365 }) });
});

test('a person is found by the name in a show, and erased after what is lost was said', async () => {
  signInAs('owner');
  const { screen, user } = await renderInPage(
    <PersonalDataPanel show={aShow()} onChanged={() => undefined} />,
  );
  await user.click(await screen.findByRole('button', { name: 'Find a person…' }));
  expect(await screen.findByText('Wrote 2 times')).toBeDefined();
  expect(screen.queryByText('Ada')).toBeNull();
  await user.type(screen.getByLabelText('Search by name'), 'min');
  expect(screen.queryByText('Joon')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Erase data: Mina K' }));
  expect(screen.getByText(/in every show of this site/)).toBeDefined();
  expect(call).not.toHaveBeenCalledWith('house.erase', expect.anything());
  await user.click(screen.getByRole('button', { name: 'Erase data' }));
  expect(call).toHaveBeenCalledWith('house.erase', { body: { personId: 'p1' } });
  expect(await screen.findByText('Erased 3 records.')).toBeDefined();
});

test('what was erased is gone from the results on the same page', async () => {
  signInAs('owner');
  const figures = { viewers: 1, peakViewers: 1, watchSeconds: 60, viewersOverTime: [], onStage: [] };
  const viewerFlow = { stepSeconds: 60, steps: [], stayed: 0 };
  const results = { ...RESULTS, ...figures, viewerFlow } as unknown as ShowResults;
  const before = { ...results, chat: [said('p2', 'Joon')], questions: [] };
  jest.spyOn(api, 'results').mockResolvedValue(before);
  jest.spyOn(api, 'quality').mockResolvedValue({ all: null, edges: [], browsers: [], countries: [] });
  const panel = { show: aShow({ state: 'ended' }), onChanged: () => undefined };
  const { screen, user } = await renderInPage(
    <>
      <ResultsPanel {...panel} />
      <PersonalDataPanel {...panel} />
    </>,
  );
  expect(screen.getByRole('rowheader', { name: 'Joon' })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Find a person…' }));
  await user.click(await screen.findByRole('button', { name: 'Erase data: Joon' }));
  jest.spyOn(api, 'results').mockResolvedValue({ ...before, chat: [] });
  await user.click(screen.getByRole('button', { name: 'Erase data' }));
  await screen.findByText('Erased 3 records.');
  expect(screen.queryByText('Joon')).toBeNull();
});

test('a person has the newest name that they wrote under', () => {
  const question = { ...said('p1', 'Mina'), at: '2026-01-01T11:00:00.000Z' };
  const results = { chat: [said('p1', 'M')], questions: [question] } as unknown as ShowResults;
  expect(writersOf(results)).toEqual([{ personId: 'p1', name: 'Mina', wrote: 2 }]);
});

test('a host who does not own the site has no such section', async () => {
  signInAs('host');
  const { screen } = await renderInPage(<PersonalDataPanel show={aShow()} onChanged={() => undefined} />);
  expect(screen.queryByText('Erase personal data')).toBeNull();
});

test('an id that cannot be one is refused in words; a good one leads to the question', async () => {
  const { screen, user } = await renderInPage(<EraseById />);
  await user.type(screen.getByLabelText('Person ID'), 'Mina K');
  await user.click(screen.getByRole('button', { name: 'Erase data…' }));
  expect(screen.getByText(/letters, digits/)).toBeDefined();
  await user.clear(screen.getByLabelText('Person ID'));
  await user.type(screen.getByLabelText('Person ID'), 'viewer_1');
  await user.click(screen.getByRole('button', { name: 'Erase data…' }));
  await user.click(screen.getByRole('button', { name: 'Erase data' }));
  expect(call).toHaveBeenCalledWith('house.erase', { body: { personId: 'viewer_1' } });
});
