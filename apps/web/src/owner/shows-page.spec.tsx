/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Person } from '#client';
import { aShow } from '../../testing/a-show.js';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { ShowsPage } from './shows-page.js';

const OWNER: Person = {
  ...{ id: 'person_1', name: 'Ada', email: 'ada@example.org', role: 'owner', hasPassword: true },
  createdAt: '2026-01-01T00:00:00.000Z',
};
const SHOWS = Array.from({ length: 45 }, (_, n) => aShow({ id: `show_${n}`, title: `Evening ${n}` }));

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open() {
  const list = jest.spyOn(api, 'shows').mockImplementation(async (query = {}) => {
    const { search = '', state, after, limit = 50 } = query;
    const found = SHOWS.filter((show) => show.title.includes(search) && (!state || show.state === state));
    const from = Number(after ?? 0);
    const next = from + limit < found.length ? String(from + limit) : null;
    return { items: found.slice(from, from + limit), next };
  });
  return { list, ...(await renderInPage(<ShowsPage person={OWNER} />)) };
}

test('more shows than a page has are reached by its buttons, forwards and back', async () => {
  const { screen, user } = await open();
  await screen.findByText('Evening 0');
  const button = (name: string) => screen.getByRole('button', { name }) as HTMLButtonElement;
  expect(button('Previous page').disabled).toBe(true);
  await user.click(button('Next page'));
  await screen.findByText('Evening 20');
  await user.click(button('Next page'));
  await screen.findByText('Evening 44');
  expect(button('Next page').disabled).toBe(true);
  expect(screen.queryByText('Evening 20')).toBeNull();
  await user.click(button('Previous page'));
  await screen.findByText('Evening 20');
});

test('a search begins at the first page of what it finds, and says when that is nothing', async () => {
  const { list, screen, user } = await open();
  await screen.findByText('Evening 0');
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  await screen.findByText('Evening 20');
  await user.type(screen.getByLabelText('Search by title'), 'Evening 44');
  await screen.findByText('Evening 44');
  expect(screen.queryByText('Evening 20')).toBeNull();
  expect(list).toHaveBeenLastCalledWith({ mine: true, limit: 20, search: 'Evening 44' });
  await user.selectOptions(screen.getByLabelText('State'), 'Ended');
  await screen.findByText('No shows match.');
  expect(screen.queryByText('Your first show')).toBeNull();
});
