// Real here: PGlite, a PostgreSQL server, Prisma, the migrations. Nothing is faked.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type PersonId, type ShowId } from '#kernel';
import { DEFAULT_BRAND, DEFAULT_RECORDING, type OutboxEvent, type Show } from '#show';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';

const NOW_MS = Date.UTC(2030, 0, 1);

const newShow = (ownerId: PersonId, more: Partial<Show> = {}): Show => ({
  id: newId<'show'>('show') as ShowId,
  ownerId,
  title: 'An evening',
  description: '',
  posterUrl: null,
  scheduledAtMs: null,
  visibility: 'public',
  profile: 'standard',
  layout: 'grid',
  formats: null,
  resilience: 'none',
  captions: ['en'],
  limits: { maxOnStage: 6, maxViewers: 1_000, maxMinutes: 240, maxFrontRow: 100 },
  recording: DEFAULT_RECORDING,
  brand: DEFAULT_BRAND,
  state: 'draft',
  failure: null,
  version: 1,
  createdAtMs: NOW_MS,
  updatedAtMs: NOW_MS,
  liveAtMs: null,
  endedAtMs: null,
  ...more,
});

const newEvent = (ownerId: string, showId: string, type: OutboxEvent['type']): OutboxEvent => ({
  id: newId('evt'),
  type,
  showId,
  ownerId,
  payload: { title: 'An evening' },
  createdAtMs: NOW_MS,
});

const CLAIM = { leaseMs: 30_000, limit: 10, limitPerOwner: 8, busyEndpoints: [], busyOwners: [] };

describe.each(DATABASES)('%s', (_name, open) => {
  let held: TestDatabase;
  const stores = () => held.database.repositories;
  const newOwner = (email: string | null = null) =>
    stores().people.create({
      id: newId<'person'>('person') as PersonId,
      name: 'Ada',
      role: 'owner',
      email,
      passwordHash: 'hash',
      nowMs: NOW_MS,
    });

  beforeAll(async () => {
    held = await open();
  });
  afterAll(() => held.close());

  test('an e-mail address signs in one person', async () => {
    const ada = await newOwner('ada@example.org');
    await expect(newOwner('ada@example.org')).rejects.toMatchObject({ code: 'email-taken', status: 409 });
    expect(await stores().people.findForSignIn('ada@example.org')).toEqual({
      person: ada,
      passwordHash: 'hash',
    });
  });

  test('a page starts after the last of the one before, while rows are added', async () => {
    const { id } = await newOwner();
    for (let n = 0; n < 5; n += 1)
      await stores().shows.create(newShow(id, { createdAtMs: NOW_MS + n, title: `n${n}` }), []);
    const first = await stores().shows.list({ ownerId: id }, { limit: 2, after: null });
    await stores().shows.create(newShow(id, { createdAtMs: NOW_MS + 9, title: 'late' }), []);
    const second = await stores().shows.list({ ownerId: id }, { limit: 2, after: first.next });
    const third = await stores().shows.list({ ownerId: id }, { limit: 2, after: second.next });
    const titles = [first, second, third].map((page) => page.items.map((show) => show.title));
    expect(titles).toEqual([['n4', 'n3'], ['n2', 'n1'], ['n0']]);
    expect(third.next).toBeNull();
  });

  test('shows of the same millisecond are all listed, once each', async () => {
    const { id } = await newOwner();
    const shows = Array.from({ length: 5 }, () => newShow(id));
    for (const show of shows) await stores().shows.create(show, []);
    const seen: string[] = [];
    let after = null as { createdAtMs: number; id: string } | null;
    do {
      const page = await stores().shows.list({ ownerId: id }, { limit: 2, after });
      seen.push(...page.items.map((show) => show.id));
      after = page.next;
    } while (after !== null);
    expect(seen.sort()).toEqual(shows.map((show) => show.id).sort());
  });

  test('a search does not read the wildcards of its text', async () => {
    const { id } = await newOwner();
    await stores().shows.create(newShow(id, { title: '100% live_' }), []);
    await stores().shows.create(newShow(id, { title: '100x live-' }), []);
    const page = await stores().shows.list({ ownerId: id, search: '% LIVE_' }, { limit: 9, after: null });
    expect(page.items.map((show) => show.title)).toEqual(['100% live_']);
  });

  test('of two changes that expect the same version one wins', async () => {
    const { id } = await newOwner();
    const show = newShow(id);
    await stores().shows.create(show, []);
    const change = (title: string) =>
      stores().shows.change({
        id: show.id,
        expect: { version: 1 },
        patch: { title },
        events: [newEvent(id, show.id, 'show.updated')],
        nowMs: NOW_MS,
      });
    const outcomes = (await Promise.all([change('a'), change('b')])).map((result) => result.outcome);
    expect(outcomes.sort()).toEqual(['changed', 'conflict']);
    expect(await stores().shows.find(show.id)).toMatchObject({ version: 2 });
  });

  test('an invitation for one is used once, however many press at once', async () => {
    const invitation = {
      id: newId('inv'),
      tokenHash: newId('hash'),
      role: 'guest' as const,
      showId: null,
      name: null,
      createdById: null,
      createdBySubject: null,
      maxUses: 1,
      uses: 0,
      createdAtMs: NOW_MS,
      expiresAtMs: NOW_MS + 1_000,
      revokedAtMs: null,
    };
    await stores().invitations.create(invitation);
    const uses = await Promise.all([1, 2, 3].map(() => stores().invitations.use(invitation.id, NOW_MS)));
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await stores().invitations.use(invitation.id, NOW_MS + 1_000)).toBe(false);
  });

  test('an idempotency key is claimed once and answers what was answered', async () => {
    const { idempotency } = stores();
    expect(await idempotency.begin('person_1', 'k', 'h', NOW_MS)).toBeUndefined();
    expect(await idempotency.begin('person_1', 'k', 'h', NOW_MS)).toMatchObject({ status: null });
    await idempotency.finish('person_1', 'k', 201, { id: 'show_1' });
    expect(await idempotency.begin('person_1', 'k', 'h', NOW_MS)).toEqual({
      requestHash: 'h',
      status: 201,
      body: { id: 'show_1' },
      createdAtMs: NOW_MS,
    });
    expect(await idempotency.begin('person_2', 'k', 'h', NOW_MS)).toBeUndefined();
  });

  test('a fact reaches the endpoints that asked for it, and is taken by one dispatcher', async () => {
    const { webhooks, shows } = stores();
    const { id } = await newOwner();
    const endpoint = {
      id: newId('whk'),
      ownerId: id,
      url: 'https://example.org/hook',
      secret: 's',
      events: ['show.created' as const],
      active: true,
      version: 1,
      createdAtMs: NOW_MS,
    };
    await webhooks.createEndpoint(endpoint);
    const show = newShow(id);
    await shows.create(show, [
      newEvent(id, show.id, 'show.created'),
      newEvent(id, show.id, 'show.scheduled'),
    ]);
    expect(await webhooks.spread(() => newId('dlv'), NOW_MS, 1_000)).toBeGreaterThanOrEqual(2);
    const takes = await Promise.all([
      webhooks.claimDue({ ...CLAIM, nowMs: NOW_MS }),
      webhooks.claimDue({ ...CLAIM, nowMs: NOW_MS }),
    ]);
    const taken = takes.flat().filter((due) => due.endpoint.id === endpoint.id);
    expect(taken.map((due) => due.event.type)).toEqual(['show.created']);
    const deliveryId = taken[0]?.delivery.id ?? '';
    await webhooks.recordAttempt(deliveryId, {
      state: 'delivered',
      nextAttemptAtMs: null,
      status: 200,
      error: null,
      atMs: NOW_MS,
    });
    await webhooks.replay(endpoint.id, deliveryId, newId('dlv'), NOW_MS + 5);
    const log = await webhooks.listDeliveries(endpoint.id, undefined, { limit: 10, after: null });
    expect(log.items.map((item) => [item.state, item.attempts])).toEqual([
      ['pending', 0],
      ['delivered', 1],
    ]);
  });

  test('a person is erased with sessions, keys and shows', async () => {
    const { people, shows, sessions } = stores();
    const person = await newOwner('gone@example.org');
    const show = newShow(person.id);
    await shows.create(show, []);
    await sessions.create({
      id: newId('ses'),
      tokenHash: 'token-of-gone',
      personId: person.id,
      userAgent: 'a browser',
      createdAtMs: NOW_MS,
      lastSeenAtMs: NOW_MS,
      expiresAtMs: NOW_MS + 1,
    });
    const second = newShow(person.id);
    await shows.create(second, []);
    const erased = await people.erase(person.id);
    expect(new Set(erased?.showIds)).toEqual(new Set([show.id, second.id]));
    for (const { id } of [show, second]) expect(await shows.find(id)).toBeUndefined();
    expect(await sessions.findByHash('token-of-gone')).toBeUndefined();
    expect(await people.erase(person.id)).toBeUndefined();
  });
});
