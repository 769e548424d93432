import { expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { BannedViewers } from '#origin';
import { bannedMarks, PlaybackPass } from '#show';
import type { OpenShow } from './open-show.js';
import { viewFor } from './view-for.js';

const pass = new PlaybackPass({
  secret: 'a secret of this site',
  lifetimeMs: 3_600_000,
  isBanned: async () => false,
  clock: systemClock,
});
const show = {
  view: { state: 'live', playbackUrl: null },
  isPlayable: true,
  isPrivate: true,
  playable: { id: 'show_1', isPrivate: true },
} as unknown as OpenShow;

test('who joins while their address is made sees the show as it is by then', async () => {
  let view = show.view;
  const changing = { ...show, isPlayable: true, isPrivate: true } as unknown as OpenShow;
  Object.defineProperty(changing, 'view', { get: () => view });
  const caller = { showId: 'show_1', personId: 'viewer_1', tabId: 't', name: 'v', role: 'viewer' as const };
  const joining = viewFor(changing, caller, pass);
  view = { ...view, state: 'ended' };
  expect((await joining).state).toBe('ended');
});

/** The viewer in the address that was sent to a socket. */
async function toldTo(deviceHash: string | null): Promise<string> {
  const caller = { showId: 'show_1', personId: 'viewer_2', tabId: 't', name: 'v', role: 'viewer' as const };
  const { playbackUrl } = await viewFor(show, { ...caller, deviceHash }, pass);
  return pass.tokens.read(playbackUrl?.split('/')[3] ?? '', Date.UTC(2020, 0, 1))?.viewerId ?? '';
}

test('a ban of a device ends the token that was sent to a socket on it, whatever the ticket is called', async () => {
  const bans = new BannedViewers();
  const listBans = async () => [{ subjectId: 'viewer_1', deviceHash: 'device' }] as never;
  bans.set('show_1', await bannedMarks({ listBans }, 'show_1'));
  const [same, other] = [await toldTo('device'), await toldTo('another device')];
  expect([bans.isAdmitted('show_1', same), bans.isAdmitted('show_1', other)]).toEqual([false, true]);
});
