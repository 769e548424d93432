/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import { StageLock } from './stage-lock.js';

afterEach(() => document.body.replaceChildren());

test('a host locks the stage, sees that it is locked, and unlocks it', async () => {
  const connection = new FakeConnection({ role: 'host' });
  const lock = (isLocked: boolean) => (
    <StageLock connection={connection.asConnection} isLocked={isLocked} mayLock />
  );
  const { screen, user, rerender } = await renderInPage(lock(false));
  expect(screen.queryByText('Locked')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Lock the stage' }));
  await rerender(lock(true));
  screen.getByText('Locked');
  await user.click(screen.getByRole('button', { name: 'Unlock the stage' }));
  expect(connection.requests.map(({ data }) => data)).toEqual([{ locked: true }, { locked: false }]);
});

test('a guest sees that the stage is locked and has no button for it', async () => {
  const connection = new FakeConnection({ role: 'guest' }).asConnection;
  const { screen } = await renderInPage(<StageLock connection={connection} isLocked mayLock={false} />);
  screen.getByText('Locked');
  expect(screen.queryByRole('button')).toBeNull();
});
