import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectByTls } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type PeerState, PeerWatch, type PeerWatchOptions } from './peer-watch.js';
import { connectSecurely, listenSecurely } from './secure-socket.js';

const SECRET = 'a secret of sixteen letters';
const opened: PeerWatch[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((watch) => watch.close()));
});

async function open(
  ownId: string,
  port = 0,
  other: Partial<Pick<PeerWatchOptions, 'secret' | 'protocol' | 'log'>> = {},
): Promise<PeerWatch> {
  const watch = await PeerWatch.open({
    ownId,
    listen: { host: '127.0.0.1', port },
    secret: SECRET,
    clock: systemClock,
    log: silentLog,
    ...other,
  });
  opened.push(watch);
  return watch;
}

const next = (watch: PeerWatch, wanted: PeerState): Promise<string> =>
  new Promise((resolve) => {
    const off = watch.events.on('state', ({ id, state }) => {
      if (state !== wanted) return;
      off();
      resolve(id);
    });
  });

const peerOf = (watch: PeerWatch, id: string) => ({ id, host: '127.0.0.1', port: watch.port });

test('a node that ends is known to be gone at once, and not before', async () => {
  const [here, there] = [await open('here'), await open('there')];
  const alive = next(here, 'alive');
  here.setPeers([peerOf(there, 'there')]);
  expect(await alive).toBe('there');
  const startedMs = performance.now();
  const gone = next(here, 'gone');
  await there.close();
  expect(await gone).toBe('there');
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

test('another start at the same address is another node: the one before is gone', async () => {
  const [here, first] = [await open('here'), await open('first')];
  const { port } = first;
  const alive = next(here, 'alive');
  here.setPeers([peerOf(first, 'first')]);
  await alive;
  const gone = next(here, 'gone');
  await first.close();
  await open('second', port);
  expect(await gone).toBe('first');
});

test('strangers who open connections and say nothing keep no node away', async () => {
  const [here, there] = [await open('here'), await open('there')];
  const strangers = Array.from({ length: 300 }, () =>
    connect({ host: '127.0.0.1', port: there.port, localAddress: '127.0.0.2' }).on('error', () => undefined),
  );
  const ended = strangers.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve)));
  await Promise.race(ended);
  const alive = next(here, 'alive');
  here.setPeers([peerOf(there, 'there')]);
  expect(await alive).toBe('there');
  for (const socket of strangers) socket.destroy();
  await Promise.all(ended);
});

test('a stranger without the secret gets nothing', async () => {
  const here = await open('here');
  await expect(
    connectSecurely({ host: '127.0.0.1', port: here.port, secret: 'another secret of letters' }),
  ).rejects.toThrow();
});

test('a node with another secret is never taken for alive', async () => {
  const here = await open('here');
  const stranger = await open('stranger', 0, { secret: 'another secret of letters' });
  const silent = next(here, 'silent');
  here.setPeers([peerOf(stranger, 'stranger')]);
  expect(await silent).toBe('stranger');
});

test('a node that ends each connection before it says who it is counts as silent', async () => {
  const here = await open('here');
  const mute = await listenSecurely({ host: '127.0.0.1', port: 0, secret: SECRET }, (socket) => socket.end());
  const silent = next(here, 'silent');
  here.setPeers([{ id: 'mute', host: '127.0.0.1', port: mute.port }]);
  expect(await silent).toBe('mute');
  await mute.close();
});

test('a node of another protocol is refused with words, once, and is not taken for gone', async () => {
  const said: string[] = [];
  const log = { ...silentLog, error: (text: string) => void said.push(text) };
  const here = await open('here', 0, { log });
  const other = await open('other', 0, { protocol: 2 });
  const silent = next(here, 'silent');
  here.setPeers([peerOf(other, 'other')]);
  expect(await silent).toBe('other');
  await expect(
    connectSecurely({ host: '127.0.0.1', port: other.port, secret: SECRET }),
  ).rejects.toMatchObject({ code: 'node-protocol' });
  expect(said).toEqual(['cluster.peer | a node of another major version']);
});

test('a node of a version that names no protocol in its handshake is understood', async () => {
  const here = await open('here');
  const old = connectByTls({
    ...{ host: '127.0.0.1', port: here.port, ciphers: 'ECDHE-PSK-CHACHA20-POLY1305', maxVersion: 'TLSv1.2' },
    checkServerIdentity: () => undefined,
    pskCallback: () => ({
      psk: createHash('sha256').update(`proscenium cluster\0${SECRET}`).digest(),
      identity: 'proscenium-node',
    }),
  });
  const [first] = (await once(old, 'data')) as [Buffer];
  old.destroy();
  expect(first.toString('latin1')).toContain('"kind":"node"');
});
