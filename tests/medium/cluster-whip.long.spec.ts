// Real here: two nodes as people start them, PostgreSQL, media workers. Made up: the offer, behind which nothing sends.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Lifetime, systemClock } from '#kernel';
import { offerText } from '../../libs/ingest/src/testing/offer-text.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

const SOON_MS = 20_000;
/** Twenty offers at once are taken of an input. */
const OFFERED_EVERY_MS = 500;
const TEST_MS = 150_000;
const CANDIDATE = [
  'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789012345678901',
  'm=audio 9 RTP/AVP 0',
  'a=mid:0',
  'a=candidate:1 1 udp 1 127.0.0.1 40000 typ host',
  '',
].join('\r\n');

let lifetime: Lifetime;
let first: ServerUnderTest;
let second: ServerUnderTest;

beforeAll(async () => {
  lifetime = new Lifetime();
  const cluster = await ClusterUnderTest.create();
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
}, TEST_MS);
afterAll(() => lifetime.close('the test is over'));

test(
  'an offer at the other node is led to the one that runs the show, and so is what follows',
  async () => {
    const { owner } = await signedInOwner(first);
    const { body: made } = await owner.post('/shows', { title: 'Two nodes', profile: 'low' });
    const { body: input } = await owner.post(`/shows/${made.id}/inputs`, { name: 'Camera', as: 'guest' });
    const headers = { authorization: `Bearer ${input.token}`, 'content-type': 'application/sdp' };
    const post = (node: ServerUnderTest, path: string) =>
      fetch(node.url + path, { method: 'POST', headers, body: offerText(), redirect: 'manual' });
    // The first one that comes makes the node the show's.
    expect((await post(first, `/whip/${input.id}`)).status).toBe(201);
    const led = await post(second, `/whip/${input.id}`);
    const way = led.headers.get('location') ?? '';
    expect([led.status, way]).toEqual([307, `/whip/${input.id}?show=${made.id}`]);
    // The front of the other node hears within a moment who runs the show.
    const taken = await waitFor('the offer to be taken', SOON_MS, async () => {
      await systemClock.sleep(OFFERED_EVERY_MS);
      const answer = await post(second, way);
      return answer.status === 201 ? answer : undefined;
    });
    const session = taken.headers.get('location') ?? '';
    expect(session).toMatch(new RegExp(`^/whip/${input.id}/whip_\\w+\\?show=${made.id}$`));
    const fragment = { ...headers, 'content-type': 'application/trickle-ice-sdpfrag' };
    const tagged = { ...fragment, 'if-match': taken.headers.get('etag') ?? '' };
    const patch = { method: 'PATCH', headers: tagged, body: CANDIDATE };
    expect((await fetch(second.url + session, patch)).status).toBe(204);
    expect((await fetch(second.url + session, { method: 'DELETE', headers })).status).toBe(200);
    expect((await fetch(second.url + session, { method: 'DELETE', headers })).status).toBe(404);
  },
  TEST_MS,
);
