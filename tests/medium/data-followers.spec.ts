// Real here: both databases, the migrations, the repositories.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel';
import { QualityGroups } from '#origin';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { makeShow } from '../support/data/make-show.js';

const NOW_MS = Date.UTC(2030, 0, 1);
const DAY_MS = 86_400_000;

describe.each(DATABASES)('followers and figures, on %s', (_name, open) => {
  let held: TestDatabase;
  let showId: string;

  beforeAll(async () => {
    held = await open();
    showId = await makeShow(held.database);
  });
  afterAll(async () => {
    await held?.close();
  });

  const wish = (address: string, of: string) => ({
    id: newId('flw') as string,
    of,
    address,
    push: null,
    language: 'en' as const,
  });

  test('one confirmation a day until a wish is confirmed; who follows twice is listed once', async () => {
    const { followers } = held.database.repositories;
    const first = wish('ann@example.org', 'person_1');
    expect(await followers.ask(first, NOW_MS, NOW_MS - DAY_MS)).toEqual(first);
    const second = wish('ann@example.org', 'person_1');
    expect(await followers.ask(second, NOW_MS + 1, NOW_MS + 1 - DAY_MS)).toBeUndefined();
    const later = NOW_MS + DAY_MS + 1;
    expect(await followers.ask(second, later, later - DAY_MS)).toEqual(first);
    expect(await followers.list(['person_1', 'site'], '', 10)).toEqual([]);
    expect(await followers.confirm(first.id, later)).toBe(true);
    expect(await followers.ask(second, later + 2 * DAY_MS, later + DAY_MS)).toBeUndefined();
    const everything = wish('ann@example.org', 'site');
    await followers.ask(everything, NOW_MS, NOW_MS - DAY_MS);
    await followers.confirm(everything.id, NOW_MS);
    const browser = { ...wish('https://push.example.org/1', 'site'), push: { p256dh: 'x', auth: 'y' } };
    expect(await followers.subscribe(browser, NOW_MS)).toEqual(browser);
    expect(await followers.subscribe({ ...browser, id: newId('flw') }, NOW_MS)).toEqual(browser);
    const listed = await followers.list(['person_1', 'site'], '', 10);
    expect(listed.map(({ address }) => address)).toEqual(['ann@example.org', 'https://push.example.org/1']);
    expect(await followers.list(['site'], 'ann@example.org', 10)).toEqual([browser]);
    expect(await followers.find(first.id)).toEqual({ ...first, isConfirmed: true });
    await followers.ask(wish('never@example.org', 'site'), NOW_MS, NOW_MS - DAY_MS);
    await followers.removeUnconfirmed(NOW_MS + DAY_MS);
    await followers.remove(first.id);
    expect((await followers.list(['person_1', 'site'], '', 10)).map(({ of }) => of)).toEqual([
      'site',
      'site',
    ]);
  });

  test('a show is announced once, by one at a time, from where the last one got to', async () => {
    const { followers } = held.database.repositories;
    const times = (nowMs: number) => ({ nowMs, leaseUntilMs: nowMs + 1_000, notBeforeMs: nowMs - DAY_MS });
    await followers.announce(showId, NOW_MS);
    await followers.announce(showId, NOW_MS);
    expect(await followers.claim(times(NOW_MS))).toEqual({ showId, afterAddress: '' });
    expect(await followers.claim(times(NOW_MS + 10))).toBeUndefined();
    await followers.progress(showId, 'b@example.org', NOW_MS + 2_000);
    expect(await followers.claim(times(NOW_MS + 1_500))).toBeUndefined();
    expect(await followers.claim(times(NOW_MS + 2_001))).toEqual({ showId, afterAddress: 'b@example.org' });
    await followers.done(showId);
    await followers.announce(showId, NOW_MS + 5_000);
    expect(await followers.claim(times(NOW_MS + 9_000))).toBeUndefined();
  });

  test('the figures of each node are kept apart and go with the show', async () => {
    const { audienceQuality, shows } = held.database.repositories;
    const showId = await makeShow(held.database);
    const groups = new QualityGroups();
    groups.of('all', '')?.add({ startMs: 800, latencyMs: 900, errors: 1, stall: { tookMs: 300 } });
    await audienceQuality.put(showId, 'two', groups.toJson());
    await audienceQuality.put(showId, 'one', []);
    await audienceQuality.put(showId, 'one', groups.toJson());
    expect(await audienceQuality.list(showId)).toEqual([
      { node: 'one', groups: groups.toJson() },
      { node: 'two', groups: groups.toJson() },
    ]);
    expect(await shows.remove(showId, [])).toBe(true);
    expect(await audienceQuality.list(showId)).toEqual([]);
  });
});
