import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runFolder, systemClock } from '#kernel';
import { FrontUnderTest } from '../support/front/front-under-test.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';

let folder: ReturnType<typeof temporaryFolder>;
let front: FrontUnderTest;
let server: Server | undefined;

beforeEach(async () => {
  folder = temporaryFolder();
  front = await FrontUnderTest.start(folder.path, { PROSCENIUM_TRUSTED_PROXIES: '127.0.0.9' });
});
afterEach(async () => {
  await stop();
  await front.close();
  folder.remove();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What stands behind the front. */
async function serve(handler: Handler): Promise<Server> {
  const started = createServer(handler);
  await new Promise<void>((resolve) => started.listen(join(runFolder(folder.path), 'server.sock'), resolve));
  server = started;
  return started;
}

async function stop(): Promise<void> {
  const stopping = server;
  server = undefined;
  if (!stopping) return;
  const closed = new Promise((resolve) => stopping.close(resolve));
  stopping.closeAllConnections();
  await closed;
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

function ask(
  path: string,
  more: { method?: string; headers?: Record<string, string>; body?: string; from?: string } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, body, from } = more;
    const outgoing = request(
      front.url(path),
      { method, headers, agent: false, ...(from === undefined ? {} : { localAddress: from }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const echo: Handler = (incoming, response) => {
  response.setHeader('Set-Cookie', ['a=1', 'b=2']);
  response.writeHead(201, {
    'Content-Type': 'application/json',
    Connection: 'keep-alive, X-Secret',
    'X-Secret': '1',
  });
  const { method, url, headers } = incoming;
  response.write(JSON.stringify({ method, url, headers }));
  incoming.pipe(response);
};

describe('what the server gets and gives', () => {
  test('method, address, body and all headers go through, those of the connection do not', async () => {
    await serve(echo);
    const { status, headers, body } = await ask('/api/v1/shows?x=%20y', {
      method: 'POST',
      headers: { 'X-Mine': 'yes', Connection: 'close, X-Hop', 'X-Hop': '1', 'Transfer-Encoding': 'chunked' },
      body: 'the body',
    });
    expect(status).toBe(201);
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect([headers['x-secret'], headers['content-type']]).toEqual([undefined, 'application/json']);
    const [head = ''] = /^\{.*\}/.exec(body) ?? [];
    const seen = JSON.parse(head) as { method: string; url: string; headers: Record<string, string> };
    expect(seen).toMatchObject({ method: 'POST', url: '/api/v1/shows?x=%20y', headers: { 'x-mine': 'yes' } });
    expect([seen.headers['x-hop'], body.endsWith('the body')]).toEqual([undefined, true]);
  });

  test('a stranger’s word on who he is goes no further, a trusted proxy’s does', async () => {
    await serve(echo);
    const claims = {
      'X-Forwarded-For': '6.6.6.6, 7.7.7.7',
      'X-Forwarded-Proto': 'https',
      Forwarded: 'for=6.6.6.6',
    };
    const seenBy = async (from: string) => {
      const { body } = await ask('/', { headers: claims, from });
      return (JSON.parse(body) as { headers: Record<string, string> }).headers;
    };
    const stranger = await seenBy('127.0.0.1');
    expect(stranger).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
    expect(stranger.forwarded).toBeUndefined();
    const proxied = await seenBy('127.0.0.9');
    expect(proxied).toMatchObject({ 'x-forwarded-for': '7.7.7.7', 'x-forwarded-proto': 'https' });
  });

  test('a large body streams both ways, and a client that leaves is known to the server', async () => {
    const large = 'x'.repeat(5_000_000);
    await serve(echo);
    const { body } = await ask('/', { method: 'PUT', body: large });
    expect(body.length).toBeGreaterThan(large.length);
    await stop();
    let arrived: () => void = () => undefined;
    const isThere = new Promise<void>((resolve) => (arrived = resolve));
    const left = new Promise<void>((resolve) => {
      void serve((_incoming, response) => {
        response.once('close', () => resolve());
        arrived();
      });
    });
    await waitFor('the server', 20_000, () => server?.listening);
    const outgoing = request(front.url('/slow'));
    outgoing.on('error', () => undefined);
    outgoing.end();
    await isThere;
    outgoing.destroy();
    await left;
  });

  test('an answer that breaks off is not taken for a whole one', async () => {
    await serve((_incoming, response) => {
      response.writeHead(200, { 'Content-Length': 1_000 });
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    });
    await expect(ask('/')).rejects.toThrow();
  });
});

describe('a server that is away', () => {
  test('requests wait for one that starts', async () => {
    const waiting = Promise.all([ask('/a'), ask('/b', { method: 'POST', body: 'once' })]);
    await systemClock.sleep(300);
    await serve(echo);
    expect((await waiting).map(({ status }) => status)).toEqual([201, 201]);
  });

  test('a request without effects is given to the next server, one with effects never twice', async () => {
    let posts = 0;
    const neverAnswers: Handler = (incoming) => {
      if (incoming.method === 'POST') posts += 1;
    };
    await serve(neverAnswers);
    const reading = ask('/read');
    const writing = ask('/write', { method: 'POST', body: 'once' });
    await waitFor('the request', 20_000, () => posts === 1);
    await stop();
    await serve((incoming, response) => {
      neverAnswers(incoming, response);
      echo(incoming, response);
    });
    expect((await reading).status).toBe(201);
    expect((await writing).status).toBe(503);
    expect(posts).toBe(1);
  });

  test('after some seconds people get a page and programs a problem, both with a time to retry', async () => {
    const [page, korean, problem] = await Promise.all([
      ask('/studio', { headers: { Accept: 'text/html,*/*' } }),
      ask('/studio', { headers: { Accept: 'text/html', 'Accept-Language': 'ko-KR,ko' } }),
      ask('/api/v1/shows', { headers: { Accept: 'application/json' } }),
    ]);
    for (const { status, headers } of [page, korean, problem])
      expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '2', 'no-store']);
    expect(page.body).toContain('One moment, please');
    expect(korean.body).toContain('잠시만');
    expect(JSON.parse(problem.body)).toMatchObject({ status: 503, code: 'server-away', retry: true });
  }, 60_000);
});

describe('requests that hide another one', () => {
  /** Bytes as they are; all that is answered until the connection ends or nothing comes. */
  const raw = (bytes: string) =>
    new Promise<string>((resolve) => {
      let seen = '';
      const socket = connect(front.port, '127.0.0.1', () => socket.write(bytes));
      socket.setTimeout(500, () => socket.destroy());
      socket.on('data', (more: Buffer) => {
        seen += more.toString();
      });
      socket.on('error', () => undefined);
      socket.once('close', () => resolve(seen));
    });
  const hidden = 'GET /hidden HTTP/1.1\r\nHost: here\r\n\r\n';

  test.each([
    [
      'in the body of a method that seldom has one',
      `DELETE /x HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`,
    ],
    [
      'behind an upgrade to what is no WebSocket',
      `GET /x HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n${hidden}`,
    ],
    [
      'behind an upgrade with a body',
      `POST /x HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n\r\n0${hidden}`,
    ],
    [
      'between two lengths',
      `POST /x HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    ],
  ])('%s: what the server sees always says who asks', async (_where, bytes) => {
    const seen: string[] = [];
    await serve((incoming, response) => {
      seen.push(`${incoming.method} ${incoming.url} for ${incoming.headers['x-forwarded-for']}`);
      incoming.resume();
      response.end('ok');
    });
    await raw(bytes);
    expect(seen.filter((each) => !each.endsWith('for 127.0.0.1'))).toEqual([]);
  });
});

describe('sockets', () => {
  /** An upgrade by hand: what the front is given and gives. */
  function upgrade(): Promise<{ head: string; socket: ReturnType<typeof connect> }> {
    return new Promise((resolve) => {
      const socket = connect(front.port, '127.0.0.1', () =>
        socket.write(
          'GET /socket.io/?x=1 HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Mine: 1\r\n\r\nearly',
        ),
      );
      socket.on('error', () => undefined);
      socket.once('data', (head: Buffer) => resolve({ head: head.toString(), socket }));
    });
  }

  test('an upgrade goes through with bytes both ways; the end of either closes both', async () => {
    const started = await serve(echo);
    const closed = new Promise<void>((resolve) => {
      started.on('upgrade', (incoming, socket, head) => {
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-Saw: ${incoming.headers['x-mine']}\r\n\r\n`,
        );
        socket.write(head);
        socket.pipe(socket);
        socket.once('close', () => resolve());
      });
    });
    const { head, socket } = await upgrade();
    expect(head).toContain('101 Switching Protocols');
    expect(head).toContain('X-Saw: 1');
    const more = new Promise<string>((resolve) => {
      let seen = head;
      const look = () => seen.endsWith('earlyagain') && resolve(seen);
      socket.on('data', (bytes: Buffer) => {
        seen += bytes.toString();
        look();
      });
    });
    socket.write('again');
    await more;
    socket.destroy();
    await closed;
  });

  test('without a server an upgrade is refused with a time to retry', async () => {
    const { head, socket } = await upgrade();
    expect(head).toMatch(/^HTTP\/1\.1 503 [\s\S]*Retry-After/);
    socket.destroy();
  }, 60_000);
});
