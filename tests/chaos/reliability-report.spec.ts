import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type CommittedFaults, readCommitted, type Strike, withStrike } from './committed-faults.js';
import type { Damage } from './damage.js';
import { reliabilityText } from './reliability-report.js';

const damage: Damage = {
  ...{ stalledMs: 0, longestStallMs: 100, hiddenMs: 0, silentMs: 0, longestSilenceMs: 100, backAfterMs: 0 },
  ...{ latencyBeforeMs: 1_000, latencyAfterMs: 1_000, isBack: true },
};
const strike = (more: Partial<Strike> = {}): Strike => ({
  ...{ name: 'front-killed', title: 'The front killed', damage, atHost: damage, atGuest: damage },
  ...{ broken: [], hostSaw: [], guestSaw: [], viewerSaw: [], notes: [] },
  writes: { acknowledged: 10, refused: 0, lost: 0, unread: 0 },
  machine: { versions: {}, date: '2026-01-01' } as unknown as Strike['machine'],
  ...more,
});
const BROKEN = 'longestStallMs 4000, promised at most 2000';
const failed = strike({ broken: [BROKEN], damage: { ...damage, longestStallMs: 4_000 } });
const empty: CommittedFaults = { faults: [] };

test('a fault that failed and is run again is shown with both', () => {
  const both = withStrike(withStrike(empty, failed), strike());
  expect(both.faults[0]?.strikes).toHaveLength(2);
  const text = reliabilityText(both);
  expect(text).toContain('| **broken** in 1 of 2 |');
  expect(text).toContain(
    '- The front killed: longestStallMs at most 2000: missed in 1 of 2 strikes, worst 4000.',
  );
  expect(text.indexOf('worst 4000')).toBeLessThan(text.indexOf('## What the viewer saw'));
  expect(text).toContain('2.05, worst 4.00');
  expect(text).toContain('**1 of 1 faults break a promise**');
  expect(text).toContain('Of 20 acknowledged writes 0 were lost.');
});

test('only who asks for it leaves out what was there', () => {
  const fresh = withStrike(withStrike(empty, failed), strike(), { leaveOutEarlier: true });
  expect(fresh.faults[0]?.strikes).toHaveLength(1);
  const other = withStrike(withStrike(empty, failed), strike({ name: 'server-killed' }), {
    leaveOutEarlier: true,
  });
  expect(other.faults.map(({ name }) => name)).toEqual(['front-killed', 'server-killed']);
});

test('a show that did not recover is reported, and a figure that is missing is unknown', () => {
  const { longestSilenceMs: _none, ...older } = damage;
  const text = reliabilityText(
    withStrike(empty, strike({ damage: { ...older, isBack: false } as unknown as Damage })),
  );
  expect(text).toContain('**not** in 1 of 1');
  expect(text).toContain('| unknown |');
});

test('a fault that was struck when less was measured is named and not judged, one that is no more is left out', () => {
  const { longestStallMs: _none, ...older } = damage;
  const gone = strike({ name: 'compositor-thread-killed', title: 'The thread ended' });
  const old = strike({ name: 'host-cut', title: 'The line cut', damage: older as unknown as Damage });
  const text = reliabilityText(withStrike(withStrike(withStrike(empty, gone), old), strike()));
  expect(text).toContain('All promises of 1 faults are kept in 1 strikes.');
  expect(text).toMatch(/## Not struck since[^|]*- The line cut: 2026-01-01/);
  expect(text).not.toContain('The thread ended');
});

test('what was never struck is not kept, and what is committed can be read', async () => {
  const committed = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'reliability.json'), 'utf8');
  expect(reliabilityText(readCommitted(committed))).toContain('# Reliability');
});

test('a report from before strikes were kept is read', () => {
  const { faults } = readCommitted(JSON.stringify({ faults: [failed] }));
  expect(faults).toMatchObject([{ name: 'front-killed', strikes: [{ broken: [BROKEN] }] }]);
});
