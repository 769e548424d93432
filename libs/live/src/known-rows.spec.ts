import { beforeEach, expect, test } from '@jest/globals';
import type { Change, Ownership } from '#cluster';
import type { Show } from '#show';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { KnownRows } from './known-rows.js';

const A_MINUTE_MS = 60_000;

let clock: ManualClock;
let owners: Map<string, Ownership>;
let shows: Map<string, Show>;
/** Since the last answer; nothing: the store does not know. */
let changed: Change[] | undefined;
/** What was read of the store. */
let asked: string[];
let cursors: (bigint | undefined)[];
let isAway: boolean;
let ofBans: (readonly string[] | undefined)[];
let rows: KnownRows;

const owned = (thing: string, ownerId: string | null, epoch = 1): void => {
  owners.set(thing, { thing, ownerId, epoch, standbyId: null });
};
const show = (id: string, state: Show['state'], version = 1): void => {
  shows.set(id, { id, state, version } as Show);
};
const ask = (what: string): void => {
  asked.push(what);
  if (isAway) throw new Error('the database is away');
};

beforeEach(async () => {
  clock = new ManualClock();
  owners = new Map();
  shows = new Map();
  changed = [];
  cursors = [];
  isAway = false;
  ofBans = [];
  rows = new KnownRows({
    changes: {
      since: async (before) => {
        cursors.push(before?.transaction);
        ask('changes');
        const told = before === undefined ? undefined : changed;
        changed = [];
        return { cursor: { server: 'one', transaction: BigInt(cursors.length), atMs: 0 }, changed: told };
      },
    },
    ownerships: {
      find: async (thing) => {
        ask(thing);
        return owners.get(thing);
      },
      list: async () => {
        ask('all owners');
        return [...owners.values()].filter(({ ownerId }) => ownerId !== null);
      },
    },
    shows: {
      find: async (id) => {
        ask(id);
        return shows.get(id);
      },
      list: async () => {
        ask('all shows');
        return { items: [...shows.values()].filter(({ state }) => state === 'live'), next: null };
      },
    },
    clock,
  });
  rows.events.on('bans', ({ showIds }) => ofBans.push(showIds));
  owned('show:1', 'a');
  show('1', 'live');
  show('2', 'draft');
  asked = [];
  await rows.refresh();
  asked.length = 0;
});

const owner = async (thing: string) => (await rows.refresh()).find((each) => each.thing === thing)?.ownerId;

test('nothing is read again while nothing changes, and the list is the same one', async () => {
  const before = await rows.refresh();
  expect(await rows.refresh()).toBe(before);
  expect(asked).toEqual(['changes', 'changes']);
  expect(cursors).toEqual([undefined, 1n, 2n]);
});

test('what has changed is read, and nothing else', async () => {
  owned('show:1', 'b', 2);
  owned('show:3', 'a');
  show('3', 'live');
  changed = [
    { kind: 'ownership', id: 'show:1' },
    { kind: 'ownership', id: 'show:3' },
    { kind: 'show', id: '3' },
    { kind: 'bans', id: '1' },
  ];
  expect((await rows.refresh()).map(({ thing, ownerId }) => `${thing} ${ownerId}`)).toEqual([
    'show:1 b',
    'show:3 a',
  ]);
  expect(asked).toEqual(['changes', 'show:1', 'show:3', '3']);
  expect(rows.live.map(({ id }) => id)).toEqual(['1', '3']);
  expect(ofBans).toEqual([undefined, ['1']]);
});

test('a show that is over, or deleted, is live no more; what is given back has no owner', async () => {
  show('3', 'live');
  changed = [{ kind: 'show', id: '3' }];
  await rows.refresh();
  show('1', 'ended');
  shows.delete('3');
  owned('show:1', null);
  changed = [
    { kind: 'show', id: '1' },
    { kind: 'show', id: '3' },
    { kind: 'ownership', id: 'show:1' },
  ];
  expect(await rows.refresh()).toEqual([]);
  expect(rows.live).toEqual([]);
});

test('a show that is not live is read at the first look, and then when it changes', async () => {
  expect((await rows.find('2'))?.version).toBe(1);
  expect((await rows.find('2'))?.version).toBe(1);
  expect(asked).toEqual(['2']);
  show('2', 'scheduled', 2);
  changed = [{ kind: 'show', id: '2' }];
  await rows.refresh();
  expect((await rows.find('2'))?.version).toBe(2);
  expect(asked).toEqual(['2', 'changes', '2']);
});

test('after a read that failed all of it is read: nobody heard what changed meanwhile', async () => {
  isAway = true;
  owned('show:1', 'b', 2);
  changed = [{ kind: 'ownership', id: 'show:1' }];
  await expect(rows.refresh()).rejects.toThrow('away');
  isAway = false;
  expect(await owner('show:1')).toBe('b');
  expect(asked).toContain('all owners');
});

test('all of it is read where the store does not know, where much has changed, and each minute', async () => {
  changed = undefined;
  await rows.refresh();
  changed = Array.from({ length: 51 }, (_, n) => ({ kind: 'show', id: String(n) }));
  await rows.refresh();
  clock.advance(A_MINUTE_MS);
  await rows.refresh();
  await rows.refresh();
  const all = ['changes', 'all owners', 'all shows'];
  expect(asked).toEqual([...all, ...all, ...all, 'changes']);
});

test('a show that is read while it changes is known as it is after the change', async () => {
  const first = rows.find('2');
  show('2', 'scheduled', 2);
  changed = [{ kind: 'show', id: '2' }];
  await Promise.all([first, rows.refresh()]);
  expect((await rows.find('2'))?.version).toBe(2);
});
