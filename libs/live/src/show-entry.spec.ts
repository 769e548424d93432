import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { Show } from '#show';
import type { Caller } from '#signaling';
import type { OpenShow } from './open-show.js';
import { ShowEntry, type ShowEntryOptions } from './show-entry.js';

test('a full show takes no more viewers, but still its hosts and guests', async () => {
  let connected = 2;
  const entry = new ShowEntry({
    shows: { open: async () => ({ view: { playbackUrl: null } }) as unknown as OpenShow },
    store: { find: async () => ({ title: 'x', limits: { maxViewers: 3 } }) as Show },
    playback: { urlFor: async () => null },
    connected: () => connected,
    log: silentLog,
  } as unknown as ShowEntryOptions);
  const welcome = (role: Caller['role']) =>
    entry.welcome({ showId: 'show_1', personId: 'p', tabId: 't', name: 'P', role });
  await expect(welcome('viewer')).resolves.toMatchObject({ title: 'x' });
  connected = 3;
  await expect(welcome('viewer')).rejects.toMatchObject({ code: 'show-full', retry: true });
  for (const role of ['host', 'guest', 'moderator'] as const)
    await expect(welcome(role)).resolves.toMatchObject({ title: 'x' });
});
