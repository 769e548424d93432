import { expect, test } from '@jest/globals';
import { serverEvents } from './events.js';
import { FAMILIES, requests } from './requests.js';

test('no two families answer the same request', () => {
  const names = Object.values(FAMILIES).flatMap((family) => Object.keys(family));
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(requests).sort()).toEqual([...names].sort());
});

test('a request and an event never share a name, so a log line has one meaning', () => {
  expect(Object.keys(serverEvents).filter((name) => Object.hasOwn(requests, name))).toEqual([]);
});

test('a viewer may send nothing that touches the stage', () => {
  const stageFamilies = [FAMILIES.transport, FAMILIES.produce, FAMILIES.consume, FAMILIES.data];
  const open = stageFamilies
    .flatMap((family) => Object.entries(family))
    .filter(([, spec]) => spec.roles.includes('viewer'));
  expect(open.map(([name]) => name)).toEqual([]);
});

test('unknown fields are dropped, so that nothing of a client is passed on whole', () => {
  const parsed = requests['produce.pause'].request.parse({ producerId: 'p_1', id: 'p_2', extra: {} });
  expect(parsed).toEqual({ producerId: 'p_1' });
});

test('markup and paths are not ids', () => {
  for (const producerId of ['', '../etc', '<b>', 'a b', 'x'.repeat(81), 7, null, {}]) {
    expect(requests['produce.pause'].request.safeParse({ producerId }).success).toBe(false);
  }
});
