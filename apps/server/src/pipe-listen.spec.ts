import { expect, test } from '@jest/globals';
import { type ProsceniumConfig, silentLog } from '#kernel';
import { pipeListenOf } from './pipe-listen.js';

const NAMES: Record<string, string> = { 'node-1': '10.0.0.11', '0.0.0.0': '0.0.0.0' };
const resolve = async (name: string) => {
  const address = NAMES[name];
  if (address === undefined) throw new Error(`ENOTFOUND ${name}`);
  return { address };
};
const listenOf = (cluster: Partial<ProsceniumConfig['cluster']>) =>
  pipeListenOf({ cluster: cluster as ProsceniumConfig['cluster'] }, silentLog, resolve);

test('a media worker gets addresses, since it knows no names', async () => {
  expect(await listenOf({ address: 'node-1' })).toEqual({ host: '10.0.0.11', address: '10.0.0.11' });
  expect(await listenOf({ address: 'node-1', host: '0.0.0.0' })).toEqual({
    host: '0.0.0.0',
    address: '10.0.0.11',
  });
  expect(await listenOf({})).toBeUndefined();
});

test('a name that nobody knows now keeps no server from starting', async () => {
  expect(await listenOf({ address: 'node-2' })).toBeUndefined();
});
