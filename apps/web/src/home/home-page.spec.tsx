/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { aShow } from '../../testing/a-show.js';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { HomePage } from './home-page.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('of the upcoming shows the next one stands first', async () => {
  jest.spyOn(api, 'who').mockResolvedValue({ person: null, csrfToken: null });
  const on = (day: number) =>
    aShow({
      ...{ id: `show_${day}`, title: `On day ${day}`, state: 'scheduled' },
      scheduledAt: `2027-03-${day}T19:30:00.000Z`,
    });
  const items = [on(13), on(11), on(12)];
  jest.spyOn(api, 'shows').mockResolvedValue({ items, next: null });
  const { screen } = await renderInPage(<HomePage />);
  const links = await screen.findAllByRole('link', { name: /On day/ });
  expect(links.map(({ textContent }) => /On day \d+/.exec(textContent ?? '')?.[0])).toEqual([
    ...['On day 11', 'On day 12', 'On day 13'],
  ]);
});
