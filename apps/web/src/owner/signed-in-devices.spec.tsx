/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { SignedInDevices } from './signed-in-devices.js';

const aSession = (id: string, userAgent: string, isThisOne: boolean) => ({
  ...{ id, userAgent, isThisOne, createdAt: '2026-01-01T10:00:00.000Z' },
  ...{ lastSeenAt: '2026-01-02T10:00:00.000Z', expiresAt: '2026-02-01T10:00:00.000Z' },
});

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('another device is signed out by itself; this one has no such button', async () => {
  let sessions = [
    aSession('ses_here', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', true),
    aSession('ses_lost', 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36', false),
  ];
  const call: unknown = jest.spyOn(api.calls, 'call').mockImplementation((async (id: string) => {
    if (id === 'sessions.end') sessions = sessions.slice(0, 1);
    return { items: sessions };
  }) as never);
  const { screen, user } = await renderInPage(<SignedInDevices onSignOutAll={() => undefined} />);
  await screen.findByText('This device');
  expect(screen.queryByRole('button', { name: 'Sign out: Firefox, Linux' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Sign out: Chrome, Android' }));
  expect(call as jest.Mock).toHaveBeenCalledWith('sessions.end', { params: { sessionId: 'ses_lost' } });
  expect(screen.queryByText('Chrome, Android')).toBeNull();
});
