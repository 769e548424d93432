/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { ApiFailure, type Follow } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { FollowPage } from './follow-page.js';

const asked: Follow = { email: 'ada@example.org', host: 'Hedy', isConfirmed: false };
const gone = new ApiFailure('follow-not-found', 'This link is not valid any more.', 404);

async function show() {
  const page = await renderInPage(<FollowPage token="token" />);
  await act(async () => undefined);
  return page;
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('an address is confirmed by a press, and deleted by another', async () => {
  jest.spyOn(api, 'lookAtFollow').mockResolvedValue(asked);
  const confirm = jest.spyOn(api, 'confirmFollow').mockResolvedValue({ ...asked, isConfirmed: true });
  const end = jest.spyOn(api, 'endFollow').mockResolvedValue();
  const { screen, user } = await show();
  screen.getByText('to ada@example.org');
  expect([confirm.mock.calls, end.mock.calls]).toEqual([[], []]);
  await user.click(screen.getByRole('button', { name: 'Confirm this address' }));
  screen.getByText('You get an e-mail when a show begins.');
  await user.click(screen.getByRole('button', { name: 'Stop these e-mails' }));
  screen.getByText('You get no more e-mails, and your address is deleted.');
  expect([confirm.mock.calls, end.mock.calls]).toEqual([[['token']], [['token']]]);
});

test('a link that is not known is not valid any more', async () => {
  jest.spyOn(api, 'lookAtFollow').mockRejectedValue(gone);
  const { screen } = await show();
  screen.getByText('This link is not valid any more');
});

test('a link is not called invalid while the server is away: it can be tried again', async () => {
  const look = jest.spyOn(api, 'lookAtFollow').mockRejectedValue(ApiFailure.offline());
  const { screen, user } = await show();
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(screen.queryByText('This link is not valid any more')).toBeNull();
  look.mockResolvedValue(asked);
  await user.click(again);
  screen.getByText('to ada@example.org');
});

test('a refused press says why, and the page stays', async () => {
  jest.spyOn(api, 'lookAtFollow').mockResolvedValue(asked);
  jest.spyOn(api, 'confirmFollow').mockRejectedValue(gone);
  const { screen, user } = await show();
  await user.click(screen.getByRole('button', { name: 'Confirm this address' }));
  screen.getByText('This link is not valid any more.');
  screen.getByRole('button', { name: 'Confirm this address' });
});
