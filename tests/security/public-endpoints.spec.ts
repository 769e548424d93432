import { createConnection, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROTOCOL_VERSION } from '#protocol';
import { rawRequest } from '../support/network/raw-request.js';
import { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { OWNER_PASSWORD, signedInOwner } from '../support/server/signed-in-owner.js';
import { StagePage } from '../support/stage/stage-page.js';

/** Another network than the one that honest clients come from: what one network is kept waiting for is its own. */
const ATTACKERS = '127.0.0.9';

const connected = (port: number, localAddress = '127.0.0.1'): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1', localAddress }, () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', reject);
  });

let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;
let ticket: string;

beforeAll(async () => {
  server = await ServerUnderTest.start();
  ({ owner, showId } = await signedInOwner(server));
  ticket = (await owner.post(`/shows/${showId}/own-ticket`)).body.ticket as string;
});
afterAll(async () => {
  await server?.dispose();
});

describe('headers', () => {
  test.each(['/', '/api/openapi.json', '/nothing', '/watch/x', '/studio/x'])(
    '%s is closed to frames and sniffing',
    async (path) => {
      const { headers } = await rawRequest(server.url, path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|'unsafe-eval'/);
      expect(headers['referrer-policy']).toBeDefined();
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  const framesOf = async (path: string) => {
    const { headers } = await rawRequest(server.url, path);
    const policies = [headers['content-security-policy'] ?? ''].flat();
    // A browser obeys every policy that it gets: one more would be one more wish.
    expect([path, policies.length]).toEqual([path, 1]);
    const [, ancestors] = /(?:^|; )frame-ancestors ([^;]+)/.exec(policies[0] ?? '') ?? [];
    return { ancestors, options: headers['x-frame-options'] };
  };

  test('the embed page may stand in a frame of any site, as the setting says', async () => {
    expect(await framesOf('/embed/x')).toEqual({ ancestors: '*', options: undefined });
    expect(await framesOf('/embed/x?start=1')).toEqual({ ancestors: '*', options: undefined });
  });

  test.each([
    ...[
      '/',
      '/watch/x',
      '/studio/x',
      '/owner',
      '/owner/shows',
      '/sign-in',
      '/setup/x',
      '/join/x',
      '/nothing',
    ],
    ...['/embedded', '/embed', '/embed/x/y', '/EMBED/x', '//embed/x', '/watch/x?/embed/x', '/watch/embed/x'],
  ])('%s may not', async (path) => {
    expect(await framesOf(path)).toEqual({ ancestors: "'none'", options: 'DENY' });
  });

  test('a site that was named is the only one that may frame the embed page', async () => {
    const ofOneSite = await ServerUnderTest.start({
      env: { PROSCENIUM_EMBED_FRAME_ANCESTORS: 'https://example.org' },
    });
    try {
      const { headers } = await rawRequest(ofOneSite.url, '/embed/x');
      expect(headers['content-security-policy']).toMatch(/frame-ancestors https:\/\/example\.org(;|$)/);
    } finally {
      await ofOneSite.dispose();
    }
  });
});

describe('paths that climb', () => {
  const UP = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '....//', '..%252f', '..%c0%af'];
  const FROM = ['/', '/assets/', '/live/', '/live/show_1/', '/watch/', '/api/v1/shows/'];
  const paths = FROM.flatMap((from) =>
    UP.flatMap((up) => [`${from}${up.repeat(8)}etc/passwd`, `${from}${up.repeat(2)}package.json`]),
  );

  test(`${paths.length} of them lead nowhere`, async () => {
    for (const path of paths) {
      const { status, body } = await rawRequest(server.url, path);
      expect([path, body.includes('root:'), body.includes('"proscenium"')]).toEqual([path, false, false]);
      expect([path, status < 500]).toEqual([path, true]);
    }
  });
});

describe('tickets', () => {
  const join = async (text: string) => {
    const page = new StagePage(server.url, 'guest', `tab-${Math.abs(text.length)}`);
    const answer = await page.ask('session.join', { version: PROTOCOL_VERSION, ticket: text, tabId: 'tab' });
    page.close();
    return answer;
  };

  test('the true one opens', async () => {
    expect(await join(ticket)).toMatchObject({ ok: true, data: { showId, role: 'host' } });
  });

  test('one that was changed anywhere does not', async () => {
    const step = Math.max(1, Math.floor(ticket.length / 24));
    for (let at = 0; at < ticket.length; at += step) {
      const other = ticket[at] === 'A' ? 'B' : 'A';
      const forged = ticket.slice(0, at) + other + ticket.slice(at + 1);
      expect([at, (await join(forged)).ok]).toEqual([at, false]);
    }
  });

  test.each([
    ['nothing', ' '],
    ['a token without signature', 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoiaG9zdCJ9.'],
    ['a long nothing', 'A'.repeat(4_000)],
    ['another encoding', '\u0000\uFFFF'],
  ])('%s does not', async (_, text) => {
    const answer = await join(text);
    expect(answer.ok).toBe(false);
  });
});

describe('a secret of one kind', () => {
  const kinds = ['ticket', 'api key', 'invitation', 'playback token', 'session'] as const;
  type Kind = (typeof kinds)[number];
  let secretOf: Record<Kind, string>;
  let privateShow: string;

  beforeAll(async () => {
    const made = (await owner.post('/shows', { title: 'Closed', visibility: 'private' })).body;
    privateShow = made.id;
    const signIn = await new ApiClient(server.url).post('/session', {
      email: 'ada@example.org',
      password: OWNER_PASSWORD,
    });
    secretOf = {
      ticket: (await owner.post(`/shows/${privateShow}/own-ticket`)).body.ticket,
      'api key': (await owner.post('/api-keys', { name: 'swapped' })).body.secret,
      invitation: (await owner.post('/invitations', { maxUses: 9 })).body.token,
      'playback token': made.playbackUrl.split('/')[3],
      session: /=([^;]+)/.exec(signIn.headers.getSetCookie()[0] ?? '')?.[1] ?? '',
    };
  });

  /** Whether a secret opens an endpoint that is made for another kind. */
  const endpoints: Record<string, { madeFor: readonly Kind[]; opens(secret: string): Promise<boolean> }> = {
    'the API': {
      madeFor: ['ticket', 'api key'],
      opens: async (secret) => (await new ApiClient(server.url, secret).get('/shows')).status < 400,
    },
    'the stage': {
      madeFor: ['ticket'],
      opens: async (secret) => {
        const page = new StagePage(server.url, 'swapped', 'tab-swapped');
        const join = { version: PROTOCOL_VERSION, ticket: secret, tabId: 'tab-swapped' };
        const { ok } = await page.ask('session.join', join);
        page.close();
        return ok;
      },
    },
    'a private show': {
      madeFor: ['playback token'],
      opens: async (secret) =>
        ![400, 401, 403].includes(
          (await rawRequest(server.url, `/live/t/${secret}/${privateShow}/index.m3u8`)).status,
        ),
    },
    'the site': {
      madeFor: ['invitation'],
      opens: async (token) =>
        (await new ApiClient(server.url).post('/invitations/look', { token })).status < 400,
    },
    'a signed-in page': {
      madeFor: ['session'],
      opens: async (secret) => {
        const cookie = `proscenium_session=${secret}`;
        const { body } = await rawRequest(server.url, '/api/v1/session', { cookie });
        return JSON.parse(body).person !== null;
      },
    },
  };

  test.each(Object.entries(endpoints))('opens %s only where it is made for it', async (_name, endpoint) => {
    const opened: Kind[] = [];
    for (const kind of kinds) if (await endpoint.opens(secretOf[kind])) opened.push(kind);
    expect(opened.sort()).toEqual([...endpoint.madeFor].sort());
  });

  test('opens nothing again once its person has signed out', async () => {
    const page = new ApiClient(server.url);
    const signIn = await page.post('/session', { email: 'ada@example.org', password: OWNER_PASSWORD });
    const session = /=([^;]+)/.exec(signIn.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
    const isSignedIn = () => endpoints['a signed-in page']?.opens(session);
    expect(await isSignedIn()).toBe(true);
    await page.get('/session');
    expect((await page.delete('/session')).status).toBeLessThan(300);
    expect(await isSignedIn()).toBe(false);
  });
});

describe('webhooks of an owner', () => {
  test.each([
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'http://example.org/',
  ])('never reach %s', async (url) => {
    const answer = await owner.post('/webhooks', { url, events: ['show.live'] });
    expect([answer.status >= 400, answer.body.code]).toEqual([true, 'webhook-address']);
  });
});

describe('clients that are slow or many', () => {
  /** As far as each of these goes before it says no more. */
  const HALF_OPEN: Record<string, string> = {
    'that never say a word': '',
    'in the middle of the first line': 'GET /api/v1/sho',
    'in the middle of a header': 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ',
    'in the middle of a body': `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"email":"`,
    'in the middle of a chunk': `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n{"email":"`,
    'in the middle of a WebSocket frame':
      'GET /signal/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\x81\xfe',
  };
  const MANY = 300;
  /** Of a machine that runs three other specs; who is kept waiting by the slow ones waits for their time-out. */
  const ANSWERED_WITHIN_MS = 5_000;
  const ASKED = 20;

  test.each(Object.entries(HALF_OPEN))('three hundred %s keep nobody else waiting', async (_what, text) => {
    const sockets = await Promise.all(Array.from({ length: MANY }, () => connected(server.port, ATTACKERS)));
    for (const socket of sockets) socket.write(Buffer.from(text, 'latin1'));
    const honest = [];
    for (let count = 0; count < ASKED; count += 1) {
      const beganMs = performance.now();
      expect((await rawRequest(server.url, '/healthz')).status).toBe(200);
      expect((await new ApiClient(server.url).get('/session')).status).toBe(200);
      honest.push(performance.now() - beganMs);
    }
    expect(Math.max(...honest)).toBeLessThan(ANSWERED_WITHIN_MS);
    // That they were held meanwhile, or ended by the server, and not refused at the first byte.
    expect(sockets.filter((socket) => socket.errored !== null)).toEqual([]);
    for (const socket of sockets) socket.destroy();
  });

  test('a body beyond the limit is refused, not kept', async () => {
    const answer = await owner.post(`/shows`, `{"title":"${'x'.repeat(5_000_000)}"}`);
    expect(answer.status).toBe(413);
  });
});
