/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Invitation } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { ShowLinks } from './show-links.js';

const aLink = (fields: Partial<Invitation> = {}): Invitation => ({
  ...{ id: 'inv_1', role: 'guest', showId: 'show_1', name: null, maxUses: null, uses: 0, revokedAt: null },
  createdAt: '2026-01-01T10:00:00.000Z',
  expiresAt: '2099-01-01T10:00:00.000Z',
  ...fields,
});

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open({ links = [] as Invitation[], isHost = true, credential = 'ticket' } = {}) {
  const kept = [...links];
  const call = jest.spyOn(api.calls, 'call').mockImplementation((async (id: string, { params }: never) => {
    if (id === 'shows.listInvitations') return { items: [...kept], next: null };
    const { invitationId } = params as { invitationId: string };
    kept.splice(0, kept.length, ...kept.filter((link) => link.id !== invitationId));
    return undefined;
  }) as never);
  const invite = jest.spyOn(api, 'inviteToShow').mockImplementation(async (_, { role, name, maxUses }) => {
    const link = aLink({ id: 'inv_new', role, name: name ?? null, maxUses: maxUses ?? null });
    kept.unshift(link);
    return { ...link, token: 'secret', url: 'https://stage.example/join/secret' };
  });
  const page = await renderInPage(<ShowLinks showId="show_1" credential={credential} isHost={isHost} />);
  return {
    call: call as unknown as jest.Mock,
    invite: invite as unknown as jest.Mock<(...asked: unknown[]) => Promise<unknown>>,
    ...page,
  };
}

test('a link for one person is made for a role, once, and is shown with its address', async () => {
  const { invite, screen, user } = await open();
  await user.selectOptions(screen.getByLabelText('Link for'), 'Viewer');
  await user.type(screen.getByLabelText('Name (optional)'), ' Grace ');
  await user.selectOptions(screen.getByLabelText('Can be used'), 'Once');
  await user.selectOptions(screen.getByLabelText('Expires after'), '7 days');
  await user.click(screen.getByRole('button', { name: 'Create link' }));
  const address = (await screen.findByLabelText('Viewer: Grace')) as HTMLInputElement;
  expect(address.value).toBe('https://stage.example/join/secret');
  const wish = { role: 'viewer', name: 'Grace', maxUses: 1, lifetimeSeconds: 604_800 };
  expect(invite).toHaveBeenCalledWith('show_1', wish, 'ticket');
  await screen.findByRole('button', { name: 'Revoke: Viewer: Grace' });
});

test('a link that is revoked after a question leaves the list, and others stay', async () => {
  const links = [aLink(), aLink({ id: 'inv_2', role: 'moderator', uses: 3 })];
  const { call, screen, user } = await open({ links });
  await screen.findByText(/Used 3 times/);
  await user.click(screen.getByRole('button', { name: 'Revoke: Guest' }));
  expect(call).not.toHaveBeenCalledWith('shows.revokeInvitation', expect.anything());
  await user.click(screen.getByRole('button', { name: 'Revoke' }));
  const params = { showId: 'show_1', invitationId: 'inv_1' };
  expect(call).toHaveBeenCalledWith('shows.revokeInvitation', { params, credential: 'ticket' });
  await screen.findByRole('button', { name: 'Revoke: Moderator' });
  expect(screen.queryByRole('button', { name: 'Revoke: Guest' })).toBeNull();
});

test('a co-host makes nobody a co-host', async () => {
  const { screen } = await open({ isHost: false });
  const options = screen.getByLabelText('Link for').querySelectorAll('option');
  expect([...options].map(({ value }) => value)).toEqual(['guest', 'moderator', 'viewer']);
});

test('a refusal is said in the form, and the name stays', async () => {
  const { invite, screen, user } = await open();
  invite.mockRejectedValueOnce(new Error('away'));
  await user.type(screen.getByLabelText('Name (optional)'), 'Grace');
  await user.click(screen.getByRole('button', { name: 'Create link' }));
  await screen.findByRole('alert');
  expect((screen.getByLabelText('Name (optional)') as HTMLInputElement).value).toBe('Grace');
});
