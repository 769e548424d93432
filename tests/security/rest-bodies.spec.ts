// Valid bodies of every operation reach its handler; then one field at a time is made wrong.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_OPERATIONS } from '#api';
import { newId } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiAnswer, ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';
import { NASTY } from './fuzz/mutate-json.js';
import { type Body, VALID_BODIES, withOneWrong } from './fuzz/valid-bodies.js';

/** Its body is a file. */
const FILES = [
  'pictures.upload',
  'site.setLogo',
  'site.setBackground',
  'site.addIntroPart',
  'mediaFiles.addPart',
];
const [[, openEmbedded]] = DATABASES;

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  held = await openEmbedded();
  const rate = { burst: 1e6, perMinute: 1e6 };
  const rates = { read: rate, write: rate, 'sign-in': rate, arrive: rate, heartbeat: rate };
  server = await ControlServer.create(held.database, rates);
  ({ client: owner, showId } = await server.owner());
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

const operations = ALL_OPERATIONS.filter(({ id, body }) => body.type !== 'undefined' && !FILES.includes(id));
type Operation = (typeof operations)[number];

async function send({ method, path, isVersioned }: Operation, body: Body): Promise<ApiAnswer> {
  const target = path.replace(':showId', showId).replaceAll(/:\w+/g, newId('none'));
  return owner.send(method, target, body, isVersioned ? { 'if-match': '"1"' } : {});
}
const isRefusedAsInput = ({ body }: ApiAnswer): boolean => body?.code === 'bad-request';

test('every operation with a body has its row', () => {
  expect(Object.keys(VALID_BODIES).sort()).toEqual(operations.map(({ id }) => id).sort());
});

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const valid = VALID_BODIES[id] ?? {};

  test('takes its valid body', async () => {
    const answer = await send(operation, valid);
    expect([isRefusedAsInput(answer), answer.status < 500]).toEqual([false, true]);
  });

  test('answers a body with one wrong field in our words, and is not at fault', async () => {
    let refused = 0;
    const faults: string[] = [];
    for (const wrong of NASTY)
      for (const body of withOneWrong(valid, wrong)) {
        const answer = await send(operation, body);
        if (isRefusedAsInput(answer)) refused += 1;
        if (answer.status >= 500) faults.push(`${JSON.stringify(body).slice(0, 200)} -> ${answer.status}`);
      }
    expect(faults).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  }, 60_000);
});

test('nothing of it is in a prototype, and the show is still there', async () => {
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  expect((await owner.get(`/shows/${showId}`)).status).toBe(200);
});
