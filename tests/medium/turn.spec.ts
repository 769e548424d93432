import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { turnCredentials } from '#stage';
import { TurnClient } from '../../apps/doctor/src/turn-client.js';
import { renderTurnConfiguration } from '../../infra/turn/render.mjs';
import { waitFor } from '../support/kernel/wait-for.js';
import { Coturn } from '../support/stage/coturn.js';

/** Of RFC 8656, 6.4 and 7.2. */
const FORBIDDEN = 403;
const UNAUTHORISED = 401;
const UNSUPPORTED_TRANSPORT = 442;
/** Two seconds, and the seconds that coturn rounds by. */
const ENDS_WITHIN_MS = 8_000;
const MEDIA_ADDRESS = '127.0.0.1';

let coturn: Coturn;
const clients: TurnClient[] = [];

beforeAll(async () => {
  coturn = await Coturn.create();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => coturn.close());

async function clientWith(lifetimeS: number): Promise<TurnClient> {
  const settings = { urls: [coturn.url], secret: coturn.secret, lifetimeS };
  const client = await TurnClient.create({ port: coturn.port }, turnCredentials(settings, 'ann', Date.now()));
  clients.push(client);
  return client;
}

describe('the relay', () => {
  test('reaches the media server', async () => {
    const client = await clientWith(600);
    expect(await client.allocate('udp')).toBe('success');
    expect(await client.permit(MEDIA_ADDRESS)).toBe('success');
    expect(await client.refresh()).toBe('success');
  });

  test.each([
    ['a name server of the internet', '8.8.8.8'],
    ['an address of the documentation', '203.0.113.9'],
    ['the metadata service of a cloud', '169.254.169.254'],
    ['a private network', '10.0.0.1'],
    ['another loopback address', '127.0.0.2'],
    ['this machine by another name', '0.0.0.0'],
    ['a group', '224.0.0.1'],
  ])('refuses %s, %s', async (_what, address) => {
    const client = await clientWith(600);
    expect(await client.allocate('udp')).toBe('success');
    expect(await client.permit(address)).toBe(FORBIDDEN);
  });

  test('keeps a path that is there when its credentials end', async () => {
    const settings = { urls: [coturn.url], secret: coturn.secret, lifetimeS: 2 };
    const credentials = turnCredentials(settings, 'ann', Date.now());
    const client = await TurnClient.create({ port: coturn.port }, credentials);
    clients.push(client);
    expect(await client.allocate('udp')).toBe('success');
    await waitFor('the credentials to end', ENDS_WITHIN_MS, async () => {
      const late = await TurnClient.create({ port: coturn.port }, credentials);
      const answer = await late.allocate('udp');
      late.close();
      return answer === UNAUTHORISED;
    });
    expect(await client.refresh()).toBe('success');
    expect(await client.permit(MEDIA_ADDRESS)).toBe('success');
  });

  test('relays no TCP', async () => {
    const client = await clientWith(600);
    expect(await client.allocate('tcp')).toBe(UNSUPPORTED_TRANSPORT);
  });

  test('refuses credentials that ended, and those of another secret', async () => {
    expect(await (await clientWith(-1)).allocate('udp')).toBe(UNAUTHORISED);
    const foreign = turnCredentials({ urls: [], secret: 'another', lifetimeS: 600 }, 'ann', Date.now());
    const client = await TurnClient.create({ port: coturn.port }, foreign);
    clients.push(client);
    expect(await client.allocate('udp')).toBe(UNAUTHORISED);
  });
});

test('a configuration without the media addresses, or with a name for one, is refused', async () => {
  const render = (MEDIA_ADDRESS: string) => renderTurnConfiguration({ SECRET: 'x', MEDIA_ADDRESS });
  await expect(render('')).rejects.toThrow('MEDIA_ADDRESS');
  await expect(render('media.example.org')).rejects.toThrow('MEDIA_ADDRESS');
  expect(await render('203.0.113.7,2001:db8::7')).toMatch(
    'allowed-peer-ip=203.0.113.7\nallowed-peer-ip=2001:db8::7\n',
  );
});
