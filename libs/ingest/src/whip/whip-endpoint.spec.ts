import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryRateLimiter, newSecret } from '#access';
import { guestError, silentLog } from '#kernel';
import type { InputPlace } from '../input-facts.js';
import { offerText } from '../testing/offer-text.js';
import { ROUTER_CAPABILITIES } from '../testing/router-capabilities.js';
import { SDP, SDP_FRAGMENT, WhipEndpoint, type WhipRequest } from './whip-endpoint.js';

const INPUT = { id: 'input_1', showId: 'show_1', name: 'Camera 2' };
const [KEY, TOKEN] = [newSecret('input-key'), newSecret('input-token')];

class FakePlace implements InputPlace {
  readonly capabilities = ROUTER_CAPABILITIES;
  readonly sources: string[] = [];
  closed: string | undefined;
  restarts = 0;
  failsAt: 'restart' | 'produce' | undefined;
  endsAt: string | undefined;
  end: (why: string) => void = () => undefined;

  async openWebRtc() {
    const fingerprints = [{ algorithm: 'sha-256' as const, value: 'AA:BB' }];
    const iceParameters = { usernameFragment: 'ours', password: 'secret', iceLite: true };
    return {
      transportId: 't',
      iceParameters,
      iceCandidates: [],
      dtlsParameters: { fingerprints },
      sctpParameters: null,
    };
  }
  async connect(): Promise<void> {}
  async restartIce() {
    if (this.failsAt === 'restart') throw new Error('the worker is busy');
    this.restarts += 1;
    return { usernameFragment: `new${this.restarts}`, password: 'secret' };
  }
  async produce(source: string): Promise<void> {
    if (this.failsAt === 'produce') throw new Error('no place');
    if (this.endsAt === source) this.end('replaced');
    this.sources.push(source);
  }
  async openPlain(): Promise<never> {
    throw new Error('no plain RTP here');
  }
  setNotes(): void {}
  onEnded(listener: (why: string) => void): void {
    this.end = listener;
  }
  close(why: string): void {
    this.closed = why;
  }
}

let places: FakePlace[];
let next: () => FakePlace;
let endpoint: WhipEndpoint;
let lookedUp = 0;

beforeEach(() => {
  places = [];
  next = () => new FakePlace();
  endpoint = new WhipEndpoint({
    inputs: {
      findByKey: async (key) => (key === KEY ? INPUT : undefined),
      findByToken: async (id, token) => {
        lookedUp += 1;
        return id === INPUT.id && token === TOKEN ? INPUT : undefined;
      },
    },
    places: {
      open: async () => {
        const place = next();
        places.push(place);
        return place;
      },
    },
    createRateLimiter: memoryRateLimiter,
    log: silentLog,
  });
});

const request = (given: Partial<WhipRequest>): WhipRequest => ({
  method: 'POST',
  target: INPUT.id,
  contentType: SDP,
  authorization: `Bearer ${TOKEN}`,
  ifMatch: undefined,
  body: offerText(),
  network: '10.0.0.0',
  ...given,
});
const ask = (given: Partial<WhipRequest> = {}) => endpoint.handle(request(given));

async function open() {
  const { headers } = await ask();
  const [, , target = '', sessionId] = (headers.location ?? '').split('?')[0]?.split('/') ?? [];
  const patch = (body: string, ifMatch?: string) =>
    ask({ method: 'PATCH', target, sessionId, contentType: SDP_FRAGMENT, body, ifMatch });
  return { target, sessionId, etag: headers.etag ?? '', patch, place: places.at(-1) as FakePlace };
}

describe('POST', () => {
  test('by token and by key: 201, the answer, where the session is, its tag', async () => {
    const byToken = await ask();
    expect(byToken).toMatchObject({
      status: 201,
      headers: { 'content-type': SDP, etag: expect.stringMatching(/^".+"$/) },
    });
    expect(byToken.headers.location).toMatch(/^\/whip\/input_1\/whip_\w{26}\?show=show_1$/);
    const byKey = await ask({ target: KEY, authorization: undefined });
    expect(byKey.status).toBe(201);
    // The key is a secret: it does not stand in the address that clients show and log.
    expect(byKey.headers.location).toMatch(/^\/whip\/input_1\//);
    expect(places[0]?.sources).toEqual(['microphone', 'camera']);
  });

  test.each<[string, Partial<WhipRequest>, number]>([
    ['a wrong token', { authorization: `Bearer ${newSecret('input-token')}` }, 401],
    ['no token', { authorization: undefined }, 401],
    ['the key as a token', { authorization: `Bearer ${KEY}` }, 401],
    ['a wrong key', { target: newSecret('input-key') }, 401],
    ['another type', { contentType: 'application/json' }, 415],
    ['no body', { body: undefined }, 415],
    ['another method', { method: 'GET' }, 405],
    ['an offer that is none', { body: 'v=0' }, 422],
  ])('%s is refused', async (_name, given, status) => {
    const answer = await ask(given);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('location, etag, link'),
    });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status, code: expect.any(String) });
  });

  test('a show that another node runs: 307 to an address that names it, once', async () => {
    next = () => {
      throw guestError('other-node', 'Another node runs this show.', { status: 421, retry: true });
    };
    const { status, headers } = await ask({ show: 'show_2' });
    expect([status, headers.location]).toEqual([307, '/whip/input_1?show=show_1']);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect((await ask({ show: 'show_1' })).status).toBe(421);
    next = () => new FakePlace();
    expect((await ask({ show: 'show_1' })).status).toBe(201);
  });

  test('a place that was opened for a refused offer is given back', async () => {
    next = () => Object.assign(new FakePlace(), { failsAt: 'produce' });
    expect((await ask()).status).toBe(500);
    expect(places[0]?.closed).toBe('failed');
    expect(endpoint.sessions).toBe(0);
  });

  test('wrong keys are bounded for each network before they are looked up; one that was right lately passes', async () => {
    expect((await ask()).status).toBe(201);
    lookedUp = 0;
    const wrong = () => ask({ authorization: `Bearer ${newSecret('input-token')}` });
    const statuses = (await Promise.all(Array.from({ length: 30 }, wrong))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(lookedUp).toBe(20);
    expect((await wrong()).headers['retry-after']).toMatch(/^\d+$/);
    // A camera that sent before reconnects; one that never did waits for a minute, from this network.
    expect((await ask()).status).toBe(201);
    expect((await ask({ target: KEY, authorization: undefined })).status).toBe(429);
    expect((await ask({ target: KEY, authorization: undefined, network: '10.0.1.0' })).status).toBe(201);
  });

  test('OPTIONS says what may be posted', async () => {
    const { status, headers } = await ask({ method: 'OPTIONS', authorization: undefined, body: undefined });
    expect([status, headers['accept-post']]).toEqual([204, SDP]);
  });
});

describe('PATCH', () => {
  const TRICKLE = 'a=ice-ufrag:abcd\r\na=ice-pwd:0123456789\r\na=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n';
  const RESTART = TRICKLE.replace('abcd', 'efgh');

  test('candidates are acknowledged; the tag is needed and must be current', async () => {
    const { patch, etag } = await open();
    expect((await patch(TRICKLE, etag)).status).toBe(204);
    expect((await patch(TRICKLE)).status).toBe(428);
    expect((await patch(TRICKLE, '"ice_old"')).status).toBe(412);
    expect((await patch('hello', etag)).status).toBe(400);
  });

  test('new credentials restart ICE: ours, and a new tag that the old one does not match', async () => {
    const { patch, etag, place } = await open();
    const restarted = await patch(RESTART, '*');
    expect(restarted).toMatchObject({ status: 200, body: expect.stringContaining('a=ice-ufrag:new1') });
    expect(restarted.headers.etag).not.toBe(etag);
    expect((await patch(RESTART, etag)).status).toBe(412);
    expect((await patch(RESTART, restarted.headers.etag)).status).toBe(204);
    expect(place.restarts).toBe(1);
  });

  test('a failed restart keeps the session', async () => {
    const { patch, etag, place } = await open();
    place.failsAt = 'restart';
    expect((await patch(RESTART, '*')).status).toBe(500);
    place.failsAt = undefined;
    expect((await patch(TRICKLE, etag)).status).toBe(204);
  });
});

describe('the end', () => {
  test('DELETE ends the session, once', async () => {
    const { target, sessionId, place } = await open();
    const remove = () => ask({ method: 'DELETE', target, sessionId, body: undefined });
    expect((await remove()).status).toBe(200);
    expect(place.closed).toBe('goodbye');
    expect((await remove()).status).toBe(404);
  });

  test('a session of another input is not found, and one that ended from the other side neither', async () => {
    const { sessionId, patch, place } = await open();
    expect((await ask({ method: 'DELETE', target: 'input_2', sessionId })).status).toBe(404);
    place.end('replaced');
    expect((await patch('a=x', '*')).status).toBe(404);
  });
});

test('a sender whose place ends while it opens is refused, and no session of it stays', async () => {
  next = () => Object.assign(new FakePlace(), { endsAt: 'camera' });
  expect((await ask()).status).toBe(409);
  expect(endpoint.sessions).toBe(0);
});
