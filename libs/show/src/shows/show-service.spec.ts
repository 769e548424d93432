import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PersonId, ShowId } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeLiveShows } from '../../../../tests/support/server/fake-live-shows.js';
import type { Show, ShowChange, ShowFilter, ShowsStore } from '../ports/shows.js';
import { startCancelled } from '../start-cancelled.js';
import { ShowService } from './show-service.js';

const OWNER = 'person_1' as PersonId;

class FakeStore implements ShowsStore {
  readonly shows = new Map<string, Show>();
  readonly told: string[] = [];

  async create(show: Show): Promise<void> {
    this.shows.set(show.id, show);
  }

  async find(id: string): Promise<Show | undefined> {
    return this.shows.get(id);
  }

  async list({ ownerId }: ShowFilter) {
    const items = [...this.shows.values()].filter(
      (show) => ownerId === undefined || show.ownerId === ownerId,
    );
    return { items, next: null };
  }

  async change({ id, expect: expected, patch, events }: ShowChange) {
    const show = this.shows.get(id);
    if (show === undefined) return { outcome: 'missing' as const };
    if (expected.states && !expected.states.includes(show.state)) return { outcome: 'conflict' as const };
    const changed = { ...show, ...patch, version: show.version + 1 };
    this.shows.set(id, changed);
    this.told.push(...events.map(({ type }) => type));
    return { outcome: 'changed' as const, show: changed };
  }

  async remove(id: string): Promise<boolean> {
    return this.shows.delete(id);
  }
}

let store: FakeStore;
let live: FakeLiveShows;
let service: ShowService;
let show: Show;

beforeEach(async () => {
  store = new FakeStore();
  live = new FakeLiveShows();
  service = new ShowService({ store, live, profile: 'low', clock: new ManualClock() });
  show = await service.create(OWNER, { title: 'A show' });
});

const stored = (): Show['state'] | undefined => store.shows.get(show.id)?.state;

describe('going live', () => {
  test('is stored and told when the first segment can be played, not before', async () => {
    let playable = () => {};
    live.start = () => new Promise((resolve) => (playable = resolve));
    const going = service.goLive(show.id);
    await new Promise((resolve) => setImmediate(resolve));
    expect([stored(), store.told]).toEqual(['draft', []]);
    await expect(service.remove(show.id)).rejects.toMatchObject({ code: 'show-state' });
    playable();
    expect((await going).state).toBe('live');
    expect([stored(), store.told]).toEqual(['live', ['show.live']]);
  });

  test('starts a show that is stored as live with nothing on air', async () => {
    await service.goLive(show.id);
    live.states.clear();
    await service.goLive(show.id);
    expect(live.told.filter((fact) => fact.startsWith('start'))).toHaveLength(2);
    await service.goLive(show.id);
    expect(live.told.filter((fact) => fact.startsWith('start'))).toHaveLength(2);
  });

  test('that fails is reported once, and works the next time', async () => {
    live.failure = new Error('no encoder');
    await expect(service.goLive(show.id)).rejects.toThrow('no encoder');
    expect([stored(), store.told]).toEqual(['failed', ['show.failed']]);
    live.failure = new Error('no encoder');
    await expect(service.goLive(show.id)).rejects.toThrow('no encoder');
    expect(store.told).toEqual(['show.failed']);
    expect((await service.goLive(show.id)).state).toBe('live');
  });

  test('that a host gives up is no failure: the show is what it was before', async () => {
    live.failure = startCancelled();
    await expect(service.goLive(show.id)).rejects.toMatchObject({ code: 'start-cancelled' });
    expect([stored(), store.told]).toEqual(['draft', []]);
    expect((await service.goLive(show.id)).state).toBe('live');
  });

  test('leaves nothing running when it cannot be stored', async () => {
    const { start } = live;
    live.start = async (started) => {
      await start.call(live, started);
      store.shows.set(show.id, { ...show, state: 'ended' });
    };
    await expect(service.goLive(show.id)).rejects.toMatchObject({ code: 'show-state' });
    expect(live.states.size).toBe(0);
  });
});

test('a show that is ended while it starts is ended once it has started', async () => {
  const going = service.goLive(show.id);
  const ended = await service.end(show.id);
  await going;
  expect([ended.state, live.states.size, store.told]).toEqual(['ended', 0, ['show.live', 'show.ended']]);
});

test('a move that the store has lost is written and told again, unless the show is no more as it was found', async () => {
  const draft = store.shows.get(show.id) as Show;
  await service.goLive(show.id);
  const live = store.shows.get(show.id) as Show;
  store.shows.set(show.id, draft);
  const known = { state: 'live', liveAtMs: 5 } as const;
  expect(await service.restate(draft, known)).toBe(true);
  expect(store.shows.get(show.id)).toMatchObject({ state: 'live', liveAtMs: 5, failure: null });
  expect(store.told).toEqual(['show.live', 'show.live']);
  expect(await service.restate(draft, known)).toBe(false);
  expect(await service.restate(live, { state: 'ended', endedAtMs: 9 })).toBe(true);
  expect(store.shows.get(show.id)).toMatchObject({ state: 'ended', endedAtMs: 9 });
});

test('the caller that stores a failure learns whether it was stored already', async () => {
  await service.goLive(show.id);
  expect(await service.fail(show.id, 'lost')).toBe(true);
  expect(await service.fail(show.id, 'lost')).toBe(false);
  await service.end(show.id);
  expect(await service.fail(show.id, 'lost')).toBe(false);
});

describe('a show that is deleted', () => {
  test('takes along what the running side and others keep of it', async () => {
    const removed: string[] = [];
    const onRemoved = async (id: string) => void removed.push(id);
    service = new ShowService({ store, live, profile: 'low', onRemoved, clock: new ManualClock() });
    await service.remove(show.id);
    expect([live.told, removed]).toEqual([[`removed ${show.id}`], [show.id]]);
  });

  test('is ended before its owner goes; the shows of others stay on air', async () => {
    const other = await service.create('person_2' as PersonId, { title: 'Another show' });
    const second = await service.create(OWNER, { title: 'A second show' });
    for (const { id } of [show, second, other]) await service.goLive(id);
    await service.endAllOf(OWNER);
    expect([...live.states.keys()]).toEqual([other.id]);
  });

  test('went with its owner, and with it what is kept elsewhere, also where another one fails', async () => {
    const removed: string[] = [];
    const onRemoved = async (id: string) => {
      if (id === show.id) throw new Error('the disk is away');
      removed.push(id);
    };
    service = new ShowService({ store, live, profile: 'low', onRemoved, clock: new ManualClock() });
    const ids = [show.id, 'show_2' as ShowId];
    await expect(service.forgetAll(ids)).rejects.toThrow('the disk is away');
    expect([live.told, removed]).toEqual([ids.map((id) => `removed ${id}`), ['show_2']]);
  });
});

describe('formats', () => {
  const format = (shape: '16:9' | '9:16' | '1:1') =>
    ({ shape, shortSidePx: 720, frameRate: 30, preset: 'veryfast', layout: null }) as const;

  test('that no machine of this size carries are refused with what they cost and what is free', async () => {
    const formats = [format('16:9'), format('9:16'), format('1:1')];
    await expect(service.update(show.id, show.version, { formats })).rejects.toMatchObject({
      code: 'formats-too-large',
      details: { neededCores: 3, freeCores: 1.5, mostCores: 2 },
    });
    await expect(service.create(OWNER, { title: 'Another', formats })).rejects.toThrow(
      'need 3 processor cores',
    );
  });

  test('are kept, and stay as they are on air', async () => {
    const formats = [format('16:9'), format('9:16')];
    const changed = await service.update(show.id, show.version, { formats });
    expect(changed.formats).toEqual(formats);
    const live = await service.goLive(show.id);
    await expect(service.update(show.id, live.version, { formats: null })).rejects.toMatchObject({
      code: 'show-state',
    });
    expect((await service.update(show.id, live.version, { title: 'Other' })).formats).toEqual(formats);
  });
});

test('a new show begins in the brand of the site, and what is wished for wins', async () => {
  const brand = { font: 'serif' as const, background: 'pic_site.png', intro: 'file_site' };
  const branded = new ShowService({
    store,
    live,
    profile: 'low',
    brand: () => brand,
    clock: new ManualClock(),
  });
  expect((await branded.create(OWNER, { title: 'A' })).brand).toMatchObject({ ...brand, colour: null });
  const wish = { font: 'round' as const, background: null };
  expect((await branded.create(OWNER, { title: 'B', brand: wish })).brand).toMatchObject({
    ...wish,
    intro: 'file_site',
  });
  expect((await service.create(OWNER, { title: 'C' })).brand).toMatchObject({ font: 'sans', intro: null });
});
