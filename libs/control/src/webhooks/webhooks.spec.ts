import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isPrivateAddress } from '#access';
import { checkWebhookUrl, guardedLookup } from './address-guard.js';
import { nextAttemptMs } from './backoff.js';
import { sendWebhook } from './send.js';
import { signDelivery, verifyDelivery } from './signature.js';

describe('a signature', () => {
  const nowMs = 1_900_000_000_000;
  const header = signDelivery('secret', '{"a":1}', nowMs);
  test('holds for its body, its secret and five minutes', () => {
    expect(verifyDelivery('secret', '{"a":1}', header, nowMs)).toBe(true);
    expect(verifyDelivery('secret', '{"a":2}', header, nowMs)).toBe(false);
    expect(verifyDelivery('other', '{"a":1}', header, nowMs)).toBe(false);
    expect(verifyDelivery('secret', '{"a":1}', header, nowMs + 301_000)).toBe(false);
    expect(verifyDelivery('secret', '{"a":1}', header.replace('t=19', 't=18'), nowMs)).toBe(false);
  });
});

describe('addresses that webhooks never reach', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1'],
    ...['::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '::7f00:1', 'fec0::1', 'not an address'],
  ])('%s', (address) => expect(isPrivateAddress(address)).toBe(true));
  test.each(['93.184.216.34', '172.32.0.1', '2606:4700::1111'])('but %s', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  test.each([
    ...['http://example.org/', 'ftp://example.org/', 'https://user:pass@example.org/', 'javascript:alert(1)'],
    ...[
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://127.1/',
      '',
    ],
  ])('are refused when they are typed: %s', (url) => {
    expect(() => checkWebhookUrl(url, { allowPrivate: false })).toThrow(
      expect.objectContaining({ code: 'webhook-address' }),
    );
  });

  describe('are not reached by a name either', () => {
    let server: Server;
    let connections: number;
    let url: string;
    beforeEach(async () => {
      connections = 0;
      // Whatever is spoken on it: a connection alone is too much.
      server = createTcpServer((socket) => {
        connections += 1;
        socket.destroy();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `https://receiver.example:${(server.address() as AddressInfo).port}/`;
    });
    afterEach(() => void server.close());

    const here = { address: '127.0.0.1', family: 4 };
    const send = (rules: { allowPrivate: boolean }, ...answers: { address: string; family: number }[][]) => {
      const asked: string[] = [];
      const resolve = async (name: string) => {
        asked.push(name);
        return answers[asked.length - 1] ?? [];
      };
      return sendWebhook(rules, resolve)(url, '{}', {}).then((sent) => ({ sent, asked }));
    };

    test('that leads there', async () => {
      const { sent } = await send({ allowPrivate: false }, [here]);
      expect([sent.status, sent.error, connections]).toEqual([
        null,
        expect.stringMatching(/public https/),
        0,
      ]);
    });

    test('that leads there beside other addresses, or only the next time: each connection has its own judgement', async () => {
      const open = { address: '93.184.216.34', family: 4 };
      const answers = [[here, open], [open], [here]];
      const lookup = guardedLookup({ allowPrivate: false }, async () => answers.shift() ?? []);
      const ask = () =>
        new Promise((resolve) =>
          lookup('receiver.example', { all: true }, (error, found) =>
            resolve(error === null ? found : error.message),
          ),
        );
      expect(await ask()).toEqual([open]);
      expect(await ask()).toEqual([open]);
      expect(await ask()).toMatch(/public https/);
    });

    test('but the same server is reached where private receivers are allowed: the tests above could fail', async () => {
      await send({ allowPrivate: true }, [here]);
      expect(connections).toBe(1);
    });
  });

  test('are not reached by a redirect', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/inside' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const open = await sendWebhook({ allowPrivate: true })(`http://localhost:${port}/out`, '{}', {});
    expect([open.status, asked]).toEqual([302, ['/out']]);
    server.close();
  });

  test('unless the site says so', () => {
    expect(checkWebhookUrl('http://127.0.0.1:9/', { allowPrivate: true }).port).toBe('9');
  });
});

test('attempts are further and further apart, for about a day', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => nextAttemptMs(attempts, 0, 0) ?? 0);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000).toBeCloseTo(20.6, 0);
  expect(nextAttemptMs(8, 0, 0)).toBeUndefined();
});
