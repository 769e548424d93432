// Real here: HTTP, Nest, the control plane, PGlite and PostgreSQL. Faked: the running side of shows.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

describe.each(DATABASES)('people, on %s', (_name, open) => {
  let held: TestDatabase;
  let server: ControlServer;
  let owner: ApiClient;
  let showId: string;

  beforeAll(async () => {
    held = await open();
    server = await ControlServer.create(held.database);
  });
  afterAll(async () => {
    await server?.close();
    await held?.close();
  });

  const account = {
    name: 'Ada',
    email: 'Owner@Example.org',
    password: 'a good password',
    siteName: 'Night Stage',
  };
  const newToken = async () =>
    new URL((await server.plane.firstStart.link()) ?? '').pathname.split('/').pop();

  test('each start prints a new link until there is an owner; the older one ends', async () => {
    const [first, second] = [await newToken(), await newToken()];
    expect((await server.client().post('/invitations/look', { token: first })).status).toBe(410);
    // A mail scanner that opens it, or a form that is not filled in, uses nothing up.
    expect((await server.client().post('/invitations/look', { token: second })).status).toBe(200);
    expect((await server.client().post('/setup', { token: second })).status).toBe(422);
    expect((await server.client().post('/invitations/look', { token: second })).status).toBe(200);
  });

  test('the link on the terminal makes the owner in one step, ends in a studio, signed in, and works once', async () => {
    const token = await newToken();
    owner = server.client();
    const opened = await owner.post('/setup', { token, ...account });
    expect(opened.status).toBe(201);
    showId = String(opened.body.showId);
    expect(showId).toMatch(/^show_/);
    expect(opened.headers.getSetCookie()[0]).toMatch(/^proscenium_session=pss_.*; HttpOnly; SameSite=Lax/);
    const { body } = await owner.get('/session');
    expect(body.person).toMatchObject({ role: 'owner', name: 'Ada', hasPassword: true });
    const again = await server.client().post('/setup', { token, ...account });
    expect([again.status, again.body.code]).toEqual([410, 'invitation-over']);
    expect(await server.plane.firstStart.link()).toBeUndefined();
    expect(server.plane.site.style.name).toBe('Night Stage');
  });

  test('the owner gives the site a colour and a logo, which everybody sees', async () => {
    const anybody = server.client();
    expect((await anybody.get('/site')).body).toEqual({
      ...{ name: 'Night Stage', colour: null, logoUrl: null },
      ...{ font: 'sans', backgroundUrl: null, introId: null },
    });
    expect((await owner.patch('/site', { colour: '#1144CC' })).body.colour).toBe('#1144cc');
    const file = createCanvas(8, 8).toBuffer('image/png');
    const uploaded = await owner.sendFile('/site/logo', file, 'image/png', 'PUT');
    expect([uploaded.status, uploaded.body.logoUrl]).toEqual([
      200,
      expect.stringMatching(/^\/pictures\/site\/pic_/),
    ]);
    expect((await anybody.get('/site')).body).toEqual(uploaded.body);
    const wrong = await owner.sendFile('/site/logo', new Uint8Array(9), 'image/png', 'PUT');
    expect([wrong.status, wrong.body.code]).toEqual([422, 'picture-unreadable']);
    expect((await owner.delete('/site/logo')).body.logoUrl).toBeNull();
    expect((await owner.patch('/site', { name: null, colour: null })).body.name).toBe('Proscenium');
  });

  test('new shows begin with typeface, background and intro of the site, and their own values win', async () => {
    const file = createCanvas(8, 8).toBuffer('image/png');
    const { body: site } = await owner.sendFile('/site/background', file, 'image/png', 'PUT');
    expect(site.backgroundUrl).toMatch(/^\/pictures\/site\/pic_site_/);
    expect((await owner.patch('/site', { font: 'serif' })).body.font).toBe('serif');
    const begun = await owner.post('/site/intro', { name: 'Welcome', sizeBytes: 4 });
    expect([begun.status, begun.body.state]).toEqual([201, 'receiving']);
    const partOf = (from: number, bytes: Uint8Array) =>
      owner.sendFile(
        `/site/intro/${begun.body.id}/part?from=${from}`,
        bytes,
        'application/octet-stream',
        'PUT',
      );
    expect((await partOf(0, new Uint8Array(2))).body.receivedBytes).toBe(2);
    expect((await partOf(0, new Uint8Array(2))).body.code).toBe('media-part-misplaced');
    expect((await owner.get('/site/intro')).body.file).toMatchObject({ name: 'Welcome', receivedBytes: 2 });
    const background = site.backgroundUrl.split('/').pop();
    const made = (await owner.post('/shows', { title: 'Branded' })).body;
    expect(made.brand).toMatchObject({ font: 'serif', background, intro: begun.body.id });
    const own = (await owner.post('/shows', { title: 'Own', brand: { font: 'round', background: null } }))
      .body;
    expect(own.brand).toMatchObject({ font: 'round', background: null, intro: begun.body.id });
    expect((await owner.get(`/shows/${made.id}/pictures`)).body.items).toEqual([]);
    expect((await owner.delete(`/shows/${made.id}/pictures/${background}`)).status).toBe(404);
    const host = await owner.post(`/shows/${made.id}/tickets`, { role: 'host', name: 'Ho' });
    for (const path of ['/site/intro', '/site/background'])
      expect((await server.client(host.body.ticket).delete(path)).status).toBe(403);
    await owner.delete('/site/intro');
    await owner.delete('/site/background');
    await owner.patch('/site', { font: 'sans' });
    expect((await owner.get('/site/intro')).body.file).toBeNull();
    expect((await owner.post('/shows', { title: 'Plain' })).body.brand).toMatchObject({
      ...{ font: 'sans', background: null, intro: null },
    });
    expect((await owner.get(`/shows/${made.id}`)).body.brand).toMatchObject({ font: 'serif', background });
  });

  test('one press then goes live', async () => {
    const live = await owner.post(`/shows/${showId}/live`);
    expect([live.status, live.body.state]).toEqual([200, 'live']);
    expect(server.live.told).toEqual([`start ${showId}`]);
    await owner.post(`/shows/${showId}/end`);
  });

  test('a password signs in, a wrong one and an unknown address differ in nothing', async () => {
    const right = await server
      .client()
      .post('/session', { email: 'owner@example.org', password: 'a good password' });
    expect(right.status).toBe(201);
    const wrong = await server
      .client()
      .post('/session', { email: 'owner@example.org', password: 'not this password' });
    const unknown = await server
      .client()
      .post('/session', { email: 'nobody@example.org', password: 'not this password' });
    expect([wrong.status, wrong.body]).toEqual([401, unknown.body]);
    expect(wrong.body.code).toBe('sign-in-failed');
    expect(wrong.headers.get('content-type')).toMatch('application/problem+json');
  });

  test('guessing is held back', async () => {
    const guess = () =>
      server.client().post('/session', { email: 'victim@example.org', password: 'guess guess' });
    for (let n = 0; n < 5; n += 1) expect((await guess()).status).toBe(401);
    const held = await guess();
    expect([held.status, held.body.code, held.body.retry]).toEqual([429, 'too-many-attempts', true]);
  });

  test('a change without the token of the page is refused', async () => {
    const { csrfToken } = owner;
    owner.csrfToken = undefined;
    expect((await owner.post('/shows', { title: 'x' })).body.code).toBe('csrf');
    owner.csrfToken = csrfToken;
    const foreign = await owner.post('/shows', { title: 'x' }, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'csrf']);
  });

  test('a host is invited by link, once, and sees own shows only', async () => {
    const invitation = await owner.post('/invitations', { maxUses: 1 });
    expect(invitation.status).toBe(201);
    const { token, url } = invitation.body;
    expect(url).toBe(`http://127.0.0.1/join/${token}`);
    const host = server.client();
    expect((await host.post('/invitations/look', { token })).body).toEqual({
      role: 'host',
      name: null,
      show: null,
    });
    const arrival = { token, name: 'Hedy', email: 'hedy@example.org', password: 'frequency hopping' };
    const arrivals = await Promise.all([
      host.post('/invitations/accept', arrival),
      server.client().post('/invitations/accept', { ...arrival, email: 'second@example.org' }),
    ]);
    expect(arrivals.map((answer) => answer.status).sort()).toEqual([201, 410]);
    const winner = arrivals[0].status === 201 ? host : undefined;
    if (winner === undefined) return;
    await winner.post('/shows', { title: 'Hers' });
    const mine = await winner.get('/shows');
    expect(mine.body.items.map((show: { title: string }) => show.title)).toEqual(['Hers']);
    expect((await winner.get('/people')).status).toBe(403);
  });

  test('sign-out everywhere ends every browser', async () => {
    const sign = async () => {
      const client = server.client();
      await client.post('/session', { email: 'owner@example.org', password: 'a good password' });
      return client;
    };
    const [here, there] = [await sign(), await sign()];
    expect((await here.get('/sessions')).body.items.length).toBeGreaterThanOrEqual(2);
    expect((await here.delete('/sessions')).status).toBe(204);
    for (const client of [here, there]) expect((await client.get('/session')).body.person).toBeNull();
    owner = await sign();
  });

  test('a key makes shows and tickets, and ends when it is revoked', async () => {
    const made = await owner.post('/api-keys', { name: 'our app' });
    const key = server.client(made.body.secret);
    const show = await key.post('/shows', { title: 'By key', visibility: 'private' });
    expect(show.status).toBe(201);
    const wish = {
      role: 'guest',
      name: '하나',
      subject: 'user-7',
      attributes: { plan: 'gold' },
      lifetimeSeconds: 60,
    };
    const ticket = await key.post(`/shows/${show.body.id}/tickets`, wish);
    expect(ticket.body).toMatchObject({ role: 'guest', subject: 'user-7', showId: show.body.id });
    expect(server.plane.tickets.read(ticket.body.ticket).attributes).toEqual({ plan: 'gold' });
    const guest = server.client(ticket.body.ticket);
    expect((await guest.get(`/shows/${show.body.id}`)).status).toBe(200);
    expect((await server.client().get(`/shows/${show.body.id}`)).status).toBe(404);
    expect((await key.post('/api-keys', { name: 'another' })).status).toBe(403);
    expect((await owner.delete(`/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await key.get('/shows')).body.code).toBe('credential-invalid');
  });

  test('what is stored opens nothing: no token, key or password is in the database as it was given', async () => {
    const stored = JSON.stringify(await held.database.repositories.sessions.listOf('nobody'));
    expect(stored).not.toMatch(/pss_/);
    const { items } = (await owner.get('/api-keys')).body;
    expect(JSON.stringify(items)).not.toMatch(/psk_/);
  });
});
