/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { forgetWho } from '../ui/person.js';
import { EndedNotice } from './ended-notice.js';

async function show(isModerator: boolean, person: object | null) {
  forgetWho();
  jest.spyOn(api, 'who').mockResolvedValue({ person } as never);
  const { screen } = await renderInPage(<EndedNotice showId="show_1" isModerator={isModerator} />);
  await act(async () => {});
  return screen;
}

afterEach(() => {
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

test('a host is led to the page on which the show is kept', async () => {
  const screen = await show(true, { id: 'person_1' });
  const link = screen.getByRole('link', { name: 'Open show page' });
  expect(link.getAttribute('href')).toBe('/owner/shows/show_1');
});

test('a co-host without an account hears of it without a link that would be refused', async () => {
  const screen = await show(true, null);
  expect(screen.getByText(/recording, chat, questions and statistics/)).toBeDefined();
  expect(screen.queryByRole('link')).toBeNull();
});

test('a guest hears who still hears them', async () => {
  const screen = await show(false, { id: 'person_1' });
  expect(screen.getByText(/Everybody on stage still does/)).toBeDefined();
  expect(screen.queryByRole('link')).toBeNull();
});
