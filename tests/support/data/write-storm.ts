// Run by the test of killed writes: writes as fast as it can and prints the id of each thing once it is answered.
import { createHash } from 'node:crypto';
import { Audience } from '#audience';
import { Database } from '#data';
import { newId, silentLog, systemClock } from '#kernel';
import { plainPoll } from '../audience/plain-poll.js';
import { makeShow } from './make-show.js';

const [dataDir = '', url = '', perSecond = '500'] = process.argv.slice(2);
const database = await Database.create({ url: url === '-' ? undefined : url, dataDir, log: silentLog });
const showId = await makeShow(database);
const silent = () => undefined;
const audience = new Audience({
  stores: database.repositories,
  outbox: { count: () => 0, toShow: silent, toModerators: silent, toPerson: silent, endSession: silent },
  ranks: { roleOf: async () => 'viewer' },
  clock: systemClock,
  log: silentLog,
});
const host = { showId, personId: 'host', name: 'host', role: 'host' as const };
const pollId = await audience.createPoll(host, plainPoll('q', ['a', 'b']));
const say = (line: string) => void process.stdout.write(`${line}\n`);
say(`show ${showId} ${pollId}`);

function one(n: number): Promise<void> {
  const person = { ...host, personId: `voter_${n}`, role: 'viewer' as const };
  if (n % 5 === 3)
    return audience.votePoll(person, { pollId, option: n % 2 }).then(() => say(`vote ${person.personId}`));
  if (n % 5 === 4) {
    const id = newId('evt');
    const payload = { hash: createHash('sha256').update(id).digest('hex') };
    const event = { id, type: 'participant.joined' as const, showId, ownerId: 'o', payload, createdAtMs: 0 };
    return database.repositories.webhooks.addEvents([event]).then(() => say(`event ${id}`));
  }
  return audience.sendChat(host, { text: `line ${n}` }).then((id) => say(`chat ${id}`));
}

const PERIOD_MS = 20;
let n = 0;
systemClock.every(PERIOD_MS, () => {
  const until = n + (Number(perSecond) * PERIOD_MS) / 1_000;
  for (; n < until; n += 1) one(n).catch((error) => say(`refused ${(error as { code: string }).code}`));
});
