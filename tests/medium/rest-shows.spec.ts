// Real here: HTTP, Nest, the control plane, PGlite and PostgreSQL. Faked: the running side of shows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

describe.each(DATABASES)('shows, on %s', (_name, open) => {
  let held: TestDatabase;
  let server: ControlServer;
  let owner: ApiClient;

  beforeAll(async () => {
    held = await open();
    server = await ControlServer.create(held.database);
    owner = (await server.owner()).client;
  });
  afterAll(async () => {
    await server?.close();
    await held?.close();
  });

  const make = async (more: Record<string, unknown> = {}) =>
    (await owner.post('/shows', { title: 'An evening', visibility: 'public', ...more })).body;

  test('a show is made with what was said and sensible rest, and read with its version', async () => {
    const show = await make({ description: 'line\nline', limits: { maxOnStage: 3 } });
    expect(show).toMatchObject({ state: 'draft', version: 1, profile: 'low', layout: 'auto' });
    expect(show.limits).toEqual({ maxOnStage: 3, maxViewers: 10_000, maxMinutes: 720, maxFrontRow: 100 });
    const read = await owner.get(`/shows/${show.id}`);
    expect([read.body, read.headers.get('etag')]).toEqual([show, '"1"']);
  });

  test('of two changes to the same version one is refused with the newer number', async () => {
    const show = await make();
    const change = (title: string) => owner.patch(`/shows/${show.id}`, { title }, { 'if-match': '"1"' });
    const answers = await Promise.all([change('one'), change('two')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
    const refused = answers.find((answer) => answer.status === 412);
    expect(refused?.body).toMatchObject({ code: 'version-conflict', details: { version: 2 } });
    expect((await owner.patch(`/shows/${show.id}`, { title: 'x' })).status).toBe(428);
  });

  test('an idempotent creation answers the same twice, and refuses another request with its key', async () => {
    const create = (title: string) => owner.post('/shows', { title }, { 'idempotency-key': 'k-1' });
    const first = await create('once');
    const second = await create('once');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await create('other')).body.code).toBe('idempotency-key-reused');
    const concurrent = await Promise.all(
      [1, 2, 3].map(() => owner.post('/shows', { title: 'race' }, { 'idempotency-key': 'k-2' })),
    );
    const made = new Set(
      concurrent.filter((answer) => answer.status === 201).map((answer) => answer.body.id),
    );
    expect(made.size).toBe(1);
    expect(concurrent.every((answer) => [201, 409].includes(answer.status))).toBe(true);
  });

  test('lists are paged, filtered and searched', async () => {
    for (const title of ['Café one', 'Café two', 'Café three']) await make({ title });
    const first = await owner.get('/shows?search=café&limit=2');
    expect(first.body.items).toHaveLength(2);
    const second = await owner.get(`/shows?search=café&limit=2&after=${first.body.next}`);
    expect([second.body.items.length, second.body.next]).toEqual([1, null]);
    expect((await owner.get('/shows?state=live,ended')).body.items).toEqual([]);
    expect((await owner.get('/shows?state=lively')).status).toBe(400);
    expect((await owner.get('/shows?after=garbage')).body.code).toBe('bad-page');
  });

  test('strangers see public shows that are no drafts', async () => {
    const hidden = await make({ visibility: 'private' });
    const draft = await make();
    const open = await make({ scheduledAt: '2031-01-01T20:00:00Z' });
    const seen = (await server.client().get('/shows?limit=100')).body.items.map(
      (show: { id: string }) => show.id,
    );
    expect(seen).toContain(open.id);
    expect(seen).not.toContain(draft.id);
    expect(seen).not.toContain(hidden.id);
    expect((await server.client().post(`/shows/${hidden.id}/watch`, {})).status).toBe(404);
  });

  test('a brand is kept field by field, and what waits to be shown is for hosts alone', async () => {
    const banners = [{ title: 'After the break', subtitle: '' }];
    const show = await make({ scheduledAt: '2031-01-01T20:00:00Z', brand: { colour: '#00a152', banners } });
    expect(show.brand).toMatchObject({
      colour: '#00a152',
      font: 'sans',
      language: 'en',
      logo: null,
      banners,
    });
    const change = (brand: unknown) => owner.patch(`/shows/${show.id}`, { brand }, { 'if-match': '"1"' });
    expect((await change({ colour: 'red' })).status).toBe(422);
    expect((await change({ banners: Array(51).fill(banners[0]) })).status).toBe(422);
    const changed = (await change({ font: 'serif', language: 'ko' })).body.brand;
    expect(changed).toEqual({ ...show.brand, font: 'serif', language: 'ko' });
    const stranger = (await server.client().get(`/shows/${show.id}`)).body.brand;
    expect(stranger).toEqual({ ...changed, banners: [] });
  });

  test('two who go live at once start it once; two who end it end it once', async () => {
    const { id } = await make();
    const lives = await Promise.all([1, 2, 3].map(() => owner.post(`/shows/${id}/live`)));
    expect(lives.map((answer) => [answer.status, answer.body.state])).toEqual(lives.map(() => [200, 'live']));
    const ends = await Promise.all([1, 2, 3].map(() => owner.post(`/shows/${id}/end`)));
    expect(ends.every((answer) => answer.body.state === 'ended')).toBe(true);
    expect(server.live.told.filter((line) => line.endsWith(id))).toEqual([`start ${id}`, `end ${id}`]);
    const again = await owner.post(`/shows/${id}/live`);
    expect([again.status, again.body.code]).toEqual([409, 'show-state']);
  });

  test('a start that fails leaves the show failed, with a reason, and another try works', async () => {
    const { id } = await make();
    server.live.failure = new Error('no worker');
    expect((await owner.post(`/shows/${id}/live`)).status).toBe(500);
    expect((await owner.get(`/shows/${id}`)).body).toMatchObject({
      state: 'failed',
      failure: 'The show could not be started.',
    });
    expect((await owner.post(`/shows/${id}/live`)).body).toMatchObject({ state: 'live', failure: null });
    await owner.post(`/shows/${id}/end`);
  });

  test('hosts act on the stage of a live show by one call each', async () => {
    const { id } = await make();
    expect((await owner.post(`/shows/${id}/stage`, { personId: 'v1' })).body.code).toBe('show-not-live');
    await owner.post(`/shows/${id}/live`);
    await owner.post(`/shows/${id}/stage`, { personId: 'v1' });
    await owner.post(`/shows/${id}/stage/p1/mute`, { source: 'microphone' });
    await owner.post(`/shows/${id}/stage/p1/unmute`, { source: 'microphone' });
    await owner.post(`/shows/${id}/stage/p1/demote`);
    await owner.delete(`/shows/${id}/stage/p1`);
    expect(server.live.told.slice(-5)).toEqual([
      'promote v1',
      'mute p1 microphone',
      'unmute p1 microphone',
      'demote p1',
      'remove p1',
    ]);
    const state = await owner.get(`/shows/${id}/live`);
    expect(state.body).toMatchObject({ state: 'live', onAir: true, playbackUrl: `/live/${id}/index.m3u8` });
    await owner.post(`/shows/${id}/end`);
  });

  test('the audio of a live show is set by source, and read again', async () => {
    const { id } = await make();
    const quiet = { participantId: 'p1', source: 'microphone', volume: 0.5, muted: false, pan: -1 };
    const audioMix = { sources: [quiet], levelling: true };
    expect((await owner.send('PUT', `/shows/${id}/audio-mix`, audioMix)).body.code).toBe('show-not-live');
    await owner.post(`/shows/${id}/live`);
    expect((await owner.send('PUT', `/shows/${id}/audio-mix`, { ...audioMix, loud: true })).status).toBe(422);
    expect((await owner.send('PUT', `/shows/${id}/audio-mix`, audioMix)).body).toEqual(audioMix);
    expect((await owner.get(`/shows/${id}/audio-mix`)).body).toEqual(audioMix);
    await owner.post(`/shows/${id}/end`);
  });

  test('a link to a show carries its role and its name, and a viewer needs neither', async () => {
    const show = await make();
    const { token } = (
      await owner.post(`/shows/${show.id}/invitations`, { role: 'guest', name: 'Ada', maxUses: 1 })
    ).body;
    const look = await server.client().post('/invitations/look', { token });
    expect(look.body).toEqual({ role: 'guest', name: 'Ada', show: { id: show.id, title: show.title } });
    const guest = await server.client().post('/invitations/accept', { token, name: 'Ada L.' });
    expect(guest.body.ticket).toMatchObject({ role: 'guest', name: 'Ada L.', showId: show.id });
    const used = await server.client().post('/invitations/accept', { token, name: 'Eve' });
    expect(used.body.code).toBe('invitation-over');
    const browser = server.client();
    const [first, second] = [
      await browser.post(`/shows/${show.id}/watch`, {}),
      await browser.post(`/shows/${show.id}/watch`, { name: '하나' }),
    ];
    const devices = [first, second].map((answer) => server.plane.tickets.read(answer.body.ticket).deviceHash);
    expect(devices[0]).toBe(devices[1]);
    expect(second.body).toMatchObject({ role: 'viewer', name: '하나' });
  });

  test('limits of requests are stated before they are met, and say when to retry', async () => {
    const strict = await ControlServer.create(held.database, { read: { burst: 2, perMinute: 60 } });
    try {
      const client = strict.client();
      const answers = [await client.get('/shows'), await client.get('/shows'), await client.get('/shows')];
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
      expect(answers.map((answer) => answer.headers.get('ratelimit-remaining'))).toEqual(['1', '0', '0']);
      // Two a second at most come in windows of two seconds.
      expect(Number(answers[2]?.headers.get('retry-after'))).toBeLessThanOrEqual(2);
    } finally {
      await strict.close();
    }
  });
});
