// A process that writes 500 things a second is killed with SIGKILL: what it had answered is there.
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Database } from '#data';
import { Child, silentLog, systemClock } from '#kernel';
import { PostgresServer } from '../support/data/postgres-server.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PER_SECOND = 500;
const ANSWERS = 1_000;
/** Two seconds on a machine that does nothing else. */
const ANSWERED_WITHIN_MS = 100_000;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function stormUntilKilled(dataDir: string, url: string): Promise<string[]> {
  const child = new Child({
    name: 'write storm',
    command: process.execPath,
    args: [
      ...['--import', './infra/bootstrap/typescript.mjs', 'tests/support/data/write-storm.ts'],
      ...[dataDir, url, String(PER_SECOND)],
    ],
    clock: systemClock,
    cwd: ROOT,
    env: process.env,
  });
  closers.push(() => child.kill());
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    // A line that was cut by the kill was not answered whole.
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  await waitFor(`${ANSWERS} answers`, ANSWERED_WITHIN_MS, () => lines.length > ANSWERS || !child.isRunning);
  expect(child.stderrTail.replaceAll(/.*ExperimentalWarning[\s\S]*/g, '')).toBe('');
  const { kind } = await child.kill();
  expect(kind).toBe('stopped');
  return lines;
}

async function expectAll(lines: readonly string[], database: Database): Promise<void> {
  const [, showId = '', pollId = ''] = lines[0]?.split(' ') ?? [];
  const answered = (what: string) =>
    lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.split(' ')[1]);
  const { chat, polls, webhooks } = database.repositories;
  const messages = await chat.after(showId, 0, 1_000_000);
  const votes = await polls.votesOf(pollId);
  const missing = {
    chat: answered('chat').filter((id) => !messages.some((message) => message.id === id)),
    votes: answered('vote').filter((voter) => !votes.some((vote) => vote.voter === voter)),
  };
  expect(missing).toEqual({ chat: [], votes: [] });
  // Spreading marks each event once: all that were answered are waiting to be told.
  const events = await webhooks.spread(() => 'none', 1, 1_000_000);
  expect(events).toBeGreaterThanOrEqual(answered('event').length);
  expect(
    [answered('chat').length, answered('vote').length, answered('event').length].every((n) => n > 50),
  ).toBe(true);
}

test('on the embedded database', async () => {
  const folder = temporaryFolder();
  closers.push(() => folder.remove());
  const lines = await stormUntilKilled(folder.path, '-');
  const database = await Database.create({ dataDir: folder.path, log: silentLog });
  closers.push(() => database.close());
  await expectAll(lines, database);
}, 120_000);

test('on a PostgreSQL server', async () => {
  const server = await PostgresServer.create();
  closers.push(() => server.close());
  const lines = await stormUntilKilled('/nowhere', server.url);
  const database = await Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });
  closers.push(() => database.close());
  await expectAll(lines, database);
}, 120_000);
