import { beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, TypedEvents } from '#kernel';
import type { DirectoryShow, FrontConnection } from '#origin';
import type { Show } from '#show';
import { FrontDirectory } from './front-directory.js';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';

const KEEP_MS = 60_000;
const NOW_MS = 1_000_000;

let records: Map<string, Show>;
let told: DirectoryShow[];
let marks: string[];
let stored: string[];
let front: { events: FrontConnection['events'] };
let shows: Pick<OpenShows, 'events' | 'find'>;
let later: { afterMs: number; run: () => void }[];
let directory: FrontDirectory;

const record = (id: string, more: Partial<Show>): void => {
  records.set(id, {
    id,
    visibility: 'public',
    state: 'draft',
    endedAtMs: null,
    updatedAtMs: 0,
    ...more,
  } as Show);
};
const statesOf = (id: string) => told.filter((show) => show.id === id).map(({ state }) => state);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function open(): Promise<void> {
  const known = new Map<string, DirectoryShow>();
  front = { events: new TypedEvents() };
  const connection = {
    events: front.events,
    find: (id: string) => known.get(id),
    set: (show: DirectoryShow) => {
      if (show.state === 'gone') known.delete(show.id);
      else known.set(show.id, show);
      told.push(show);
    },
    close: () => undefined,
  };
  directory = await FrontDirectory.open({
    connect: () => connection as unknown as FrontConnection,
    shows: shows as OpenShows,
    store: {
      find: async (id) => records.get(id),
      list: async () => ({
        items: [...records.values()].filter(({ state }) => state === 'live'),
        next: null,
      }),
    },
    bannedMarksOf: async () => marks,
    storedMarksOf: async () => stored,
    keepEndedMs: KEEP_MS,
    clock: {
      ...systemClock,
      wallMs: () => NOW_MS,
      after: (afterMs, run) => {
        later.push({ afterMs, run });
        return () => undefined;
      },
    },
    log: silentLog,
  });
}

beforeEach(() => {
  records = new Map();
  told = [];
  marks = [];
  stored = [];
  later = [];
  shows = { events: new TypedEvents(), find: () => undefined };
});

function opened(showId: string, playback: OpenShow['playback']) {
  const show = { showId, isPrivate: false, playback, events: new TypedEvents() as OpenShow['events'] };
  shows.events.emit('opened', show as OpenShow);
  return show;
}

test('a show that was on air before this process is in the first directory, with its bans', async () => {
  record('show_1', { state: 'live', visibility: 'private' });
  record('show_2', { state: 'draft' });
  marks = ['mallory'];
  await open();
  expect(told).toEqual([{ id: 'show_1', isPrivate: true, state: 'on-air', bannedMarks: ['mallory'] }]);
});

test('an open show is sent whenever it moves', async () => {
  await open();
  const show = opened('show_1', 'waiting');
  show.playback = 'on-air';
  show.events.emit('changed', {} as never);
  show.playback = 'kept';
  show.events.emit('changed', {} as never);
  shows.events.emit('forgotten', show as unknown as OpenShow);
  expect(statesOf('show_1')).toEqual(['waiting', 'on-air', 'kept', 'gone']);
});

test('a ban and another visibility are sent at once', async () => {
  await open();
  opened('show_1', 'on-air');
  marks = ['mallory'];
  await directory.learnBans('show_1');
  directory.changed({ id: 'show_1' as Show['id'], visibility: 'private' });
  expect(told.slice(1).map(({ isPrivate, bannedMarks }) => [isPrivate, bannedMarks])).toEqual([
    [false, ['mallory']],
    [true, ['mallory']],
  ]);
});

test('media that the front has is kept for as long as its show may be watched, and then deleted', async () => {
  record('lately', { state: 'ended', endedAtMs: NOW_MS - 20_000 });
  record('failed', { state: 'failed', updatedAtMs: NOW_MS - 20_000 });
  record('long-ago', { state: 'ended', endedAtMs: NOW_MS - KEEP_MS });
  record('on-air', { state: 'live' });
  await open();
  front.events.emit('hello', { port: 1, showIds: ['lately', 'failed', 'long-ago', 'on-air', 'deleted'] });
  await turn();
  expect(['lately', 'failed', 'long-ago', 'on-air', 'deleted'].map(statesOf)).toEqual([
    ['kept'],
    ['kept'],
    ['gone'],
    ['on-air'],
    ['gone'],
  ]);
  expect(later.map(({ afterMs }) => afterMs)).toEqual([40_000, 40_000]);
  later[0]?.run();
  expect(statesOf('lately')).toEqual(['kept', 'gone']);
});

test('what the front measures is known until it says otherwise', async () => {
  await open();
  const rewinds: string[] = [];
  directory.events.on('rewind', ({ state }) => rewinds.push(state));
  const parts: number[] = [];
  directory.events.on('parts', ({ behindMs }) => parts.push(...behindMs));
  const report = (rewind: 'stopped' | 'working') =>
    front.events.emit('report', {
      kind: 'report',
      held: 3,
      storedBytes: 4,
      proxied: 5,
      unavailable: 6,
      shows: [
        {
          id: 'show_1',
          latency: { count: 1, p50Ms: 900, p95Ms: 1_200 },
          stalls: 0,
          partsBehindMs: [40],
          rewind,
          isPlayable: true,
          isFollowing: true,
        },
      ],
    });
  expect(directory.audienceBehindMs('show_1')).toBeNull();
  for (const rewind of ['working', 'stopped', 'stopped', 'working'] as const) report(rewind);
  expect(directory.audienceBehindMs('show_1')).toEqual({ median: 900, p95: 1_200 });
  expect(directory.counts).toEqual({ held: 3, storedBytes: 4, proxied: 5, unavailable: 6 });
  expect([rewinds, parts]).toEqual([
    ['stopped', 'working'],
    [40, 40, 40, 40],
  ]);
});

test('a ban that another node writes is sent to the front of this one, once; with the show its place stays', async () => {
  record('show_1', { state: 'live', visibility: 'private' });
  await open();
  const at = { host: '10.0.0.2', port: 7_001 };
  await directory.setElsewhere({ show: records.get('show_1') as Show, at });
  stored = ['mallory'];
  await directory.lookAtBans(['show_2']);
  expect(told.at(-1)?.bannedMarks).toEqual([]);
  await directory.lookAtBans(['show_1']);
  await directory.lookAtBans();
  const here = told.filter((show) => show.at !== undefined);
  expect(here.map(({ bannedMarks }) => bannedMarks)).toEqual([[], ['mallory']]);
  expect(here.at(-1)?.at).toEqual(at);
  await directory.endElsewhere('show_1');
  stored = [];
  await directory.lookAtBans();
  expect(told.at(-1)?.bannedMarks).not.toEqual([]);
});
