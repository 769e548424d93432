import { expect, test } from '@jest/globals';
import type { Fault } from './fault.js';
import { inOrder, shareKey } from './shared-show.js';

const strike = async () => undefined;
const fault = (name: string, more: Partial<Fault> = {}): Fault => ({
  ...{ name, title: name, strike },
  ...more,
});
const FAULTS = [
  fault('decoder-killed'),
  fault('disk-full', { prepare: async () => ({ options: {}, undo: strike }) }),
  fault('host-cut', { show: { relayHost: true } }),
  fault('nginx-killed', { viewerFrom: async () => '' }),
  fault('decoder-killed@edge', { viewerFrom: async () => '', way: 'edge' }),
  fault('server-stopped@edge', { viewerFrom: async () => '', way: 'edge' }),
  fault('server-killed', { endsServer: true }),
  fault('server-stopped'),
  fault('host-delayed', { show: { relayHost: true } }),
];

test('faults that ask for the same show stand together and share it', () => {
  const keys = inOrder(FAULTS).map(shareKey);
  expect(keys.filter((key, index) => key !== keys[index - 1]).length).toBe(new Set(keys).size);
  const keyOf = (name: string) => shareKey(FAULTS.find((each) => each.name === name) ?? fault(name));
  expect(keyOf('decoder-killed')).toBe(keyOf('server-stopped'));
  expect(keyOf('host-cut')).toBe(keyOf('host-delayed'));
  expect(keyOf('decoder-killed@edge')).toBe(keyOf('server-stopped@edge'));
  expect(keyOf('decoder-killed@edge')).not.toBe(keyOf('decoder-killed'));
  expect(keyOf('host-cut')).not.toBe(keyOf('server-stopped'));
});

test('one that needs a server of its own shares none', () => {
  for (const name of ['disk-full', 'nginx-killed', 'server-killed']) {
    const alone = FAULTS.filter((each) => each.name === name).map(shareKey);
    expect(FAULTS.map(shareKey).filter((key) => alone.includes(key))).toHaveLength(1);
  }
});
