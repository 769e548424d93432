/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Person } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { PeoplePage } from './people-page.js';

const aPerson = (id: string, name: string, role: Person['role']): Person => ({
  ...{ id, name, role, email: null, hasPassword: true },
  createdAt: '2026-01-01T00:00:00.000Z',
});
const ME = aPerson('person_1', 'Ada', 'owner');
const INVITATION = {
  ...{ id: 'inv_1', role: 'host', showId: null, name: 'Grace', maxUses: 1, uses: 0, revokedAt: null },
  ...{ createdAt: '2026-01-01T10:00:00.000Z', expiresAt: '2099-01-01T10:00:00.000Z' },
};

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open() {
  jest
    .spyOn(api, 'people')
    .mockResolvedValue({ items: [ME, aPerson('person_2', 'Hedy', 'host')], next: null });
  const call = jest.spyOn(api.calls, 'call').mockImplementation((async () => ({
    items: [INVITATION, { ...INVITATION, showId: 'show_1' }],
  })) as never);
  return { call: call as unknown as jest.Mock, ...(await renderInPage(<PeoplePage person={ME} />)) };
}

test('another person is made owner, or deleted after a question; nobody does that to themselves', async () => {
  const { call, screen, user } = await open();
  const menu = await screen.findByRole('button', { name: 'Actions for Hedy' });
  expect(screen.queryByRole('button', { name: 'Actions for Ada' })).toBeNull();
  await user.click(menu);
  await user.click(screen.getByRole('menuitem', { name: 'Make owner' }));
  const params = { personId: 'person_2' };
  expect(call).toHaveBeenCalledWith('people.setRole', { params, body: { role: 'owner' } });
  await user.click(menu);
  await user.click(screen.getByRole('menuitem', { name: 'Delete account' }));
  expect(call).not.toHaveBeenCalledWith('people.erase', expect.anything());
  await user.click(screen.getByRole('button', { name: 'Delete account' }));
  expect(call).toHaveBeenCalledWith('people.erase', { params });
});

test('an invitation to the site is ended here; those to shows are not listed', async () => {
  const { call, screen, user } = await open();
  const revoke = await screen.findAllByRole('button', { name: 'Revoke: Host of this site: Grace' });
  expect(revoke).toHaveLength(1);
  await user.click(revoke[0] as HTMLElement);
  await user.click(screen.getByRole('button', { name: 'Revoke' }));
  expect(call).toHaveBeenCalledWith('invitations.revoke', { params: { invitationId: 'inv_1' } });
});
