// A PostgreSQL server goes away for ten seconds without a goodbye and returns.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#data';
import { silentLog, systemClock } from '#kernel';
import { plainPoll } from '../support/audience/plain-poll.js';
import { PostgresServer } from '../support/data/postgres-server.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { ControlServer } from '../support/server/control-server.js';

const AWAY_MS = 10_000;
/** A read that cannot be answered says so soon enough for a person to read it. */
const CLEAR_WITHIN_MS = 6_000;

let postgres: PostgresServer;
let database: Database;
let server: ControlServer;

beforeAll(async () => {
  postgres = await PostgresServer.create();
  database = await Database.create({ url: postgres.url, dataDir: '/nowhere', log: silentLog });
  server = await ControlServer.create(database);
});
afterAll(async () => {
  await server?.close();
  await database?.close();
  await postgres?.close();
});

test('reads fail clearly, what needs no database goes on, and nothing that was answered is lost', async () => {
  const { client: owner, showId } = await server.owner();
  await owner.post(`/shows/${showId}/live`);
  const { audience } = server.plane;
  const member = (n: number) => ({ showId, personId: `v${n % 40}`, name: 'v', role: 'viewer' as const });
  const poll = await audience.createPoll({ ...member(0), role: 'host' }, plainPoll('q', ['a', 'b']));
  const answered = { chat: new Set<string>(), votes: 0 };
  const codes = new Set<string>();
  const storm = new AbortController();
  const run = async () => {
    for (let n = 0; !storm.signal.aborted; n += 1) {
      const text = `line ${n}`;
      const [said, voted] = await Promise.allSettled([
        audience.sendChat(member(n), { text }),
        audience.votePoll({ ...member(0), personId: `voter ${n}` }, { pollId: poll, option: n % 2 }),
      ]);
      if (said.status === 'fulfilled') answered.chat.add(said.value);
      else codes.add((said.reason as { code: string }).code);
      if (voted.status === 'fulfilled') answered.votes += 1;
      await systemClock.sleep(20);
    }
  };
  const running = run();
  await waitFor('some answers before', 10_000, () => answered.chat.size > 20);

  await postgres.stop();
  const goneAtMs = systemClock.monotonicMs();
  const read = await server.client().get('/shows');
  expect([read.status, read.body.code, read.body.retry]).toEqual([503, 'database-unavailable', true]);
  expect(systemClock.monotonicMs() - goneAtMs).toBeLessThan(CLEAR_WITHIN_MS);
  // The audience that is here is held in memory: counts, reactions and what was said can be read on.
  await audience.react(member(1), 'clap');
  await audience.counting.beat(showId, { subject: 'v1', deviceHash: null }, { playedMs: 0, playing: true });
  expect(audience.counting.figures(showId).current).toBe(1);
  expect((await audience.catchUp(member(1))).chat.length).toBeGreaterThan(20);
  expect(server.live.told.filter((line) => line.startsWith('end'))).toEqual([]);
  await systemClock.sleep(Math.max(0, AWAY_MS - (systemClock.monotonicMs() - goneAtMs)));
  const before = answered.chat.size;
  await postgres.start();
  await waitFor('answers again', 10_000, () => answered.chat.size > before + 20);
  storm.abort();
  await running;

  expect([...codes]).toEqual(['database-unavailable']);
  await audience.release(showId);
  const stored = new Set<string>();
  let position = 0;
  for (;;) {
    const page = await database.repositories.chat.after(showId, position, 500);
    for (const message of page) stored.add(message.id);
    position = page.at(-1)?.position ?? position;
    if (page.length < 500) break;
  }
  expect([...answered.chat].filter((id) => !stored.has(id))).toEqual([]);
  const [result] = (await audience.catchUp(member(1))).polls;
  const counted = result?.options.reduce((sum, option) => sum + option.votes, 0) ?? 0;
  expect(counted).toBeGreaterThanOrEqual(answered.votes);
  expect((await owner.get(`/shows/${showId}`)).body.state).toBe('live');
  await owner.post(`/shows/${showId}/end`);
}, 90_000);
