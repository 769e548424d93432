import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { type PeerState, PeerWatch } from './peer-watch.js';
import { connectSecurely } from './secure-socket.js';

const SECRET = 'a secret of sixteen letters';
const opened: PeerWatch[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((watch) => watch.close()));
});

async function open(ownId: string, port = 0, secret = SECRET): Promise<PeerWatch> {
  const watch = await PeerWatch.open({
    ownId,
    listen: { host: '127.0.0.1', port },
    secret,
    clock: systemClock,
    log: silentLog,
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
  const stranger = await open('stranger', 0, 'another secret of letters');
  const silent = next(here, 'silent');
  here.setPeers([peerOf(stranger, 'stranger')]);
  expect(await silent).toBe('stranger');
});
