/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { ShowBans } from './show-bans.js';

afterEach(() => document.body.replaceChildren());

test('a ban is lifted, and the list says that nobody is banned', async () => {
  let banned = [{ personId: 'per_2', name: 'Mallory' }];
  const connection = new FakeConnection({ role: 'host' })
    .answer('moderation.bans', () => ({ banned }))
    .answer('moderation.unban', () => {
      banned = [];
    });
  const { screen, user } = await renderInPage(
    <ShowBans connection={connection.asConnection} showId="show_1" />,
  );
  await user.click(await screen.findByRole('button', { name: 'Lift the ban of Mallory' }));
  expect(connection.requests.find(({ name }) => name === 'moderation.unban')?.data).toEqual({
    personId: 'per_2',
  });
  await screen.findByText('Nobody is banned from this show.');
});

test('a list that does not come is no empty list', async () => {
  const connection = new FakeConnection({ role: 'host' }).answer('moderation.bans', () =>
    Promise.reject(new Error('away')),
  );
  const { screen } = await renderInPage(<ShowBans connection={connection.asConnection} showId="show_1" />);
  expect(screen.queryByText('Nobody is banned from this show.')).toBeNull();
});
