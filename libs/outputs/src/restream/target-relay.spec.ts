import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TargetRelay } from './target-relay.js';

let target: Server;
let peer: { address: string; port: number; host: string; isTls: boolean };
const never = new AbortController().signal;

beforeEach(async () => {
  target = createServer().listen(0, '127.0.0.1');
  await once(target, 'listening');
  const { port } = target.address() as AddressInfo;
  peer = { address: '127.0.0.1', port, host: 'localhost', isTls: false };
});
afterEach(() => void target.close());

const open = async (): Promise<{ relay: TargetRelay; far: Socket }> => {
  const arrival = once(target, 'connection');
  const relay = await TargetRelay.open(peer, never);
  if (relay === undefined) throw new Error('not connected');
  const [far] = await arrival;
  return { relay, far };
};

test('the target is connected to once, and gets what one program says', async () => {
  const { relay, far } = await open();
  const [near, second] = [connect(relay.port, '127.0.0.1'), connect(relay.port, '127.0.0.1')];
  await once(second, 'close');
  near.write('to the target');
  expect(String((await once(far, 'data'))[0])).toBe('to the target');
  far.write('and back');
  expect(String((await once(near, 'data'))[0])).toBe('and back');
  far.destroy();
  await once(near, 'close');
  relay.close();
});

test.each([
  ['target', true],
  ['program', false],
])('it is known that the %s closed the connection', async (side, isClosedThere) => {
  const { relay, far } = await open();
  const near = connect(relay.port, '127.0.0.1').resume();
  near.write('hello');
  await once(far, 'data');
  const [first, other] = side === 'target' ? [far, near] : [near, far];
  first.end();
  await once(other, 'close');
  expect(relay.isClosedThere).toBe(isClosedThere);
  relay.close();
});

test('what the target sends before the program is there is kept', async () => {
  const { relay, far } = await open();
  far.write('hello');
  const near = connect(relay.port, '127.0.0.1');
  expect(String((await once(near, 'data'))[0])).toBe('hello');
  relay.close();
  await once(near, 'close');
});

test.each([true, false])('a target where nothing listens gets no relay; TLS: %p', async (isTls) => {
  target.close();
  await once(target, 'close');
  expect(await TargetRelay.open({ ...peer, isTls }, never)).toBeUndefined();
});

test('a target whose certificate nobody can check gets no relay', async () => {
  target.on('connection', (socket) => socket.end('no TLS here').on('error', () => undefined));
  expect(await TargetRelay.open({ ...peer, isTls: true }, never)).toBeUndefined();
});
