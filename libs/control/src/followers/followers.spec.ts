import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { Show } from '#show';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Mail, MailOutcome } from '../mail/mailer.js';
import type { AnnouncementTimes, Follower, FollowersStore } from '../ports/followers.js';
import type { Pusher, PushOutcome } from '../push/pusher.js';
import { Announcer } from './announcer.js';
import { FollowTokens } from './follow-token.js';
import { FollowersService } from './followers-service.js';

const DAY_MS = 86_400_000;
const SHOW = {
  id: 'show_1',
  ownerId: 'person_1',
  title: 'A {title}',
  state: 'live',
  visibility: 'public',
} as Show;

interface Row extends Follower {
  askedAtMs: number;
  isConfirmed: boolean;
}

class MemoryFollowers implements FollowersStore {
  rows: Row[] = [];
  announcements = new Map<
    string,
    { afterAddress: string; leaseUntilMs: number; atMs: number; isDone: boolean }
  >();

  async ask(wish: Follower, nowMs: number, askedBeforeMs: number) {
    const known = this.rows.find(({ of, address }) => of === wish.of && address === wish.address);
    if (known && (known.isConfirmed || known.askedAtMs >= askedBeforeMs)) return undefined;
    if (known) known.askedAtMs = nowMs;
    else this.rows.push({ ...wish, askedAtMs: nowMs, isConfirmed: false });
    return known ?? wish;
  }
  async subscribe(wish: Follower, nowMs: number) {
    this.rows.push({ ...wish, askedAtMs: nowMs, isConfirmed: true });
    return wish;
  }
  async find(id: string) {
    return this.rows.find((row) => row.id === id);
  }
  async confirm(id: string) {
    const row = this.rows.find((each) => each.id === id);
    if (row) row.isConfirmed = true;
    return row !== undefined;
  }
  async remove(id: string) {
    this.rows = this.rows.filter((row) => row.id !== id);
  }
  async removeUnconfirmed(beforeMs: number) {
    this.rows = this.rows.filter((row) => row.isConfirmed || row.askedAtMs >= beforeMs);
  }
  async list(of: readonly string[], afterAddress: string, limit: number) {
    const rows = this.rows
      .filter((row) => row.isConfirmed && of.includes(row.of) && row.address > afterAddress)
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .slice(0, limit);
    return rows.filter(({ address }, index) => rows[index - 1]?.address !== address);
  }
  async announce(showId: string, nowMs: number) {
    if (!this.announcements.has(showId))
      this.announcements.set(showId, { afterAddress: '', leaseUntilMs: nowMs, atMs: nowMs, isDone: false });
  }
  async claim({ nowMs, leaseUntilMs, notBeforeMs }: AnnouncementTimes) {
    for (const [showId, each] of this.announcements) {
      if (each.isDone || each.leaseUntilMs > nowMs || each.atMs < notBeforeMs) continue;
      each.leaseUntilMs = leaseUntilMs;
      return { showId, afterAddress: each.afterAddress };
    }
    return undefined;
  }
  async progress(showId: string, afterAddress: string, leaseUntilMs: number) {
    Object.assign(this.announcements.get(showId) ?? {}, { afterAddress, leaseUntilMs });
  }
  async done(showId: string) {
    Object.assign(this.announcements.get(showId) ?? {}, { isDone: true });
  }
}

interface Wishes {
  show?: Show;
  send?: (mail: Mail) => Promise<MailOutcome>;
  /** Of push messages. */
  outcome?: PushOutcome;
}

function create({ show = SHOW, send, outcome = 'sent' }: Wishes = {}) {
  const store = new MemoryFollowers();
  const clock = new ManualClock();
  const mails: Mail[] = [];
  const mailer = {
    send: async (mail: Mail): Promise<MailOutcome> => {
      mails.push(mail);
      return (await send?.(mail)) ?? 'sent';
    },
    close: () => undefined,
  };
  const pushes: Record<string, string>[] = [];
  const pusher = {
    publicKey: 'key',
    canReach: ({ endpoint }: { endpoint: string }) => endpoint.startsWith('https://push.'),
    send: async (_target: unknown, message: Record<string, string>) => {
      pushes.push(message);
      return outcome;
    },
  } as unknown as Pusher;
  const parts = {
    ...{ store, mailer, pusher, clock, log: silentLog },
    tokens: new FollowTokens('secret'),
    siteName: () => 'Night Stage',
    publicUrl: 'https://show.example.org',
    findShow: async () => show,
    people: { find: async () => ({ name: 'Ada' }) as never },
  };
  const announcer = () => new Announcer(parts);
  return { ...parts, mails, pushes, announcer, service: new FollowersService(parts) };
}
const tokenIn = (mail: Mail | undefined) => /\/follow\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
const wish = (email: string, of: 'host' | 'site' = 'host') => ({ email, of, language: 'en' as const });

/** So many who follow the host and have confirmed it. */
async function withFollowers(parts: ReturnType<typeof create>, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await parts.service.follow(SHOW, wish(`fan${String(index).padStart(3, '0')}@example.org`));
    await parts.service.confirm(tokenIn(parts.mails.at(-1)));
  }
  parts.mails.length = 0;
}

test('an address gets one e-mail a day until it has confirmed, and none that asks again after that', async () => {
  const { service, mails, clock } = create();
  await service.follow(SHOW, wish('fan@example.org'));
  await service.follow(SHOW, wish('fan@example.org'));
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['fan@example.org', 'Night Stage: confirm your e-mail address'],
  ]);
  expect(mails[0]?.text).toContain('when these shows begin: Ada.');
  clock.advance(DAY_MS + 1);
  await service.follow(SHOW, wish('fan@example.org'));
  expect(mails).toHaveLength(2);
  const token = tokenIn(mails[1]);
  expect(await service.look(token)).toEqual({ email: 'fan@example.org', host: 'Ada', isConfirmed: false });
  expect(await service.confirm(token)).toMatchObject({ isConfirmed: true });
  clock.advance(DAY_MS + 1);
  await service.follow(SHOW, wish('fan@example.org'));
  expect(mails).toHaveLength(2);
});

test.each(['', 'x', 'flw_00000000000000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
  'the made-up token %j confirms and ends nothing',
  async (token) => {
    const { service } = create();
    for (const work of [service.look(token), service.confirm(token), service.end(token)])
      await expect(work).rejects.toMatchObject({ code: 'follow-not-found' });
  },
);

test('a list of addresses does not make this site write to all of them', async () => {
  const { service, mails } = create();
  const asks = Array.from({ length: 400 }, (_, index) => service.follow(SHOW, wish(`x${index}@example.org`)));
  const refused = (await Promise.allSettled(asks)).filter(({ status }) => status === 'rejected');
  expect([mails.length, refused.length]).toEqual([300, 100]);
});

test('each who confirmed hears once of a show, of the host and of the site; titles fill nothing in', async () => {
  const parts = create();
  await withFollowers(parts, 120);
  await parts.service.follow(SHOW, wish('fan007@example.org', 'site'));
  await parts.service.confirm(tokenIn(parts.mails.pop()));
  await parts.service.follow(SHOW, wish('stranger@example.org'));
  parts.mails.length = 0;
  const announcer = parts.announcer();
  await announcer.announce(SHOW);
  await announcer.announce(SHOW);
  await announcer.close();
  expect(new Set(parts.mails.map(({ to }) => to)).size).toBe(120);
  expect(parts.mails).toHaveLength(120);
  expect(parts.mails[0]?.subject).toBe('Night Stage: A {title} is live');
  expect(parts.mails[0]?.text).toContain('https://show.example.org/watch/show_1');
  const token = tokenIn(parts.mails[0]);
  expect(parts.mails[0]?.unsubscribeUrl).toBe(`https://show.example.org/follow/${token}`);
  await parts.service.end(token);
  await parts.service.end(token);
  await expect(parts.service.look(token)).rejects.toMatchObject({ code: 'follow-not-found' });
});

test('nobody hears of a private show, nor of one that is over meanwhile', async () => {
  const hidden = create({ show: { ...SHOW, visibility: 'private' } });
  await withFollowers(hidden, 3);
  await hidden.announcer().announce({ ...SHOW, visibility: 'private' });
  const over = create({ show: { ...SHOW, state: 'ended' } });
  await withFollowers(over, 3);
  await over.announcer().announce(SHOW);
  expect([hidden.mails, over.mails]).toEqual([[], []]);
});

test('an address that is refused, and a mail server that is away, hold nobody else up', async () => {
  const parts = create({
    send: async ({ to }) =>
      to.startsWith('fan001') ? 'refused' : to.startsWith('fan002') ? 'failed' : 'sent',
  });
  await withFollowers(parts, 5);
  await parts.announcer().announce(SHOW);
  expect(parts.mails.map(({ to }) => to)).toHaveLength(5);
});

test('where a process died another one goes on, from the page that it was at', async () => {
  const parts = create();
  await withFollowers(parts, 120);
  const { store, clock } = parts;
  // As it stands when the first process is killed in its second page.
  await store.announce(SHOW.id, clock.wallMs());
  await store.claim({ nowMs: clock.wallMs(), leaseUntilMs: clock.wallMs() + 120_000, notBeforeMs: 0 });
  await store.progress(SHOW.id, 'fan049@example.org', clock.wallMs() + 120_000);
  const announcer = parts.announcer();
  await announcer.announce(SHOW);
  expect(parts.mails).toEqual([]);
  clock.advance(150_001);
  await announcer.announce(SHOW);
  await announcer.close();
  expect(parts.mails).toHaveLength(70);
  expect(parts.mails[0]?.to).toBe('fan050@example.org');
});

test('a process that stops waits for the messages under way alone, and the next one goes on behind them', async () => {
  let stopped: Promise<void> | undefined;
  const parts = create({
    send: async ({ subject }) => {
      if (subject.endsWith('is live')) stopped ??= first.close();
      return 'sent';
    },
  });
  const first = parts.announcer();
  await withFollowers(parts, 10);
  await first.announce(SHOW);
  await stopped;
  expect(parts.mails).toHaveLength(3);
  parts.clock.advance(150_001);
  const second = parts.announcer();
  await second.announce(SHOW);
  await second.close();
  expect(parts.mails.map(({ to }) => to)).toEqual(
    Array.from({ length: 10 }, (_, index) => `fan00${index}@example.org`),
  );
});

test('a browser that agreed gets a message of its own; one that gave it up is forgotten', async () => {
  for (const outcome of ['sent', 'gone'] as const) {
    const parts = create({ outcome });
    const keys = { p256dh: 'x', auth: 'y' };
    const browser = { endpoint: 'https://push.example.org/1', keys, language: 'en', of: 'site' } as const;
    const token = await parts.service.subscribe(SHOW, browser);
    expect(await parts.service.look(token)).toEqual({ email: null, host: null, isConfirmed: true });
    await expect(
      parts.service.subscribe(SHOW, { ...browser, endpoint: 'https://10.0.0.1/' }),
    ).rejects.toMatchObject({ code: 'push-address' });
    await parts.announcer().announce(SHOW);
    expect(parts.pushes).toEqual([
      { title: 'A {title} is live', body: 'Night Stage', url: 'https://show.example.org/watch/show_1' },
    ]);
    expect(parts.store.rows).toHaveLength(outcome === 'gone' ? 0 : 1);
  }
});
