import { expect, test } from '@jest/globals';
import type { StoredNode } from '#cluster';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { checkOtherNodes, outlastStartBefore } from './check-other-nodes.js';

const DEAD_AFTER_MS = 1_500;
const OWN = { id: 'node_2', name: 'second', host: '10.0.0.12', port: 7_946, version: '1.4.0' };
const first: StoredNode = {
  ...{ id: 'node_1', name: 'first', host: '10.0.0.11', port: 7_946, version: '1.4.0' },
  ...{ shows: 0, takesShows: true, drainAsked: false, silentMs: 10 },
};
const check = (other: Partial<StoredNode>) => checkOtherNodes(OWN, [{ ...first, ...other }], DEAD_AFTER_MS);

test.each(['1.4.0', '1.5.2', '1.0.0'])('beside a node of version %s it starts', (version) => {
  expect(() => check({ version })).not.toThrow();
});

test.each(['0.9.0', '2.0.0', '10.4.0'])(
  'a living node of version %s is refused with both versions',
  (version) => {
    expect(() => check({ version })).toThrow(
      expect.objectContaining({
        code: 'node-version',
        blame: 'config',
        message: expect.stringContaining(version),
      }),
    );
  },
);

test('a living node of the same name is refused, with its address', () => {
  expect(() => check({ name: 'second' })).toThrow(
    expect.objectContaining({ code: 'node-name-taken', message: expect.stringContaining('10.0.0.11:7946') }),
  );
});

test.each([
  ['has not written for long', { silentMs: DEAD_AFTER_MS }],
  ['is an earlier start of this one', { host: OWN.host, port: OWN.port, silentMs: DEAD_AFTER_MS }],
  ['is this start, whose server was started again', { id: OWN.id, host: OWN.host, port: OWN.port }],
])('a node that %s is none: neither its name nor its version counts', (_why, other) => {
  expect(() => check({ ...other, name: 'second', version: '9.0.0' })).not.toThrow();
});

test('a node whose clock is minutes ahead seems to have written in the future: it lives', () => {
  expect(() => check({ name: 'second', silentMs: -120_000 })).toThrow();
});

test('a living node that others are to reach at the same address is refused, with its name', () => {
  expect(() => check({ host: OWN.host, port: OWN.port })).toThrow(
    expect.objectContaining({ code: 'node-address-taken', message: expect.stringContaining('first') }),
  );
});

test.each([
  ['wrote a moment ago', { silentMs: 100 }, 1_400],
  ['wrote before the clock of the database was set back', { silentMs: -60_000 }, 1_500],
])('a start before this one that %s is waited for, not refused', async (_when, row, waitMs) => {
  const clock = new ManualClock();
  const before = { ...first, ...row, host: OWN.host, port: OWN.port };
  let isOver = false;
  const outlasted = outlastStartBefore(OWN, { list: async () => [before] }, clock, DEAD_AFTER_MS).then(() => {
    isOver = true;
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  await settled();
  clock.advance(waitMs - 1);
  await settled();
  expect(isOver).toBe(false);
  clock.advance(1);
  await outlasted;
});

test.each([
  ['at another address', {}],
  ['that has not written for long', { host: OWN.host, silentMs: DEAD_AFTER_MS }],
  ['of this start', { id: OWN.id, host: OWN.host }],
])('nothing is waited for because of a row %s', async (_which, row) => {
  const list = async () => [{ ...first, ...row }];
  await outlastStartBefore(OWN, { list }, new ManualClock(), DEAD_AFTER_MS);
});
