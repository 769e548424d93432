import { expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { bad, good, warning } from './finding.js';
import { printReports } from './print-reports.js';
import { runChecks } from './run-checks.js';

test('a check that throws is a finding, and the others are reported', async () => {
  const reports = await runChecks(
    [
      { name: 'disk', run: () => Promise.reject(new Error('no such device')) },
      { name: 'machine', run: async () => [good('2 cores')] },
    ],
    systemClock,
  );
  expect(reports[0]?.findings[0]).toMatchObject({ state: 'bad', says: 'no such device' });
  expect(reports[1]?.findings).toEqual([good('2 cores')]);
});

test('a check that hangs is ended', async () => {
  const clock = new ManualClock();
  const reports = runChecks([{ name: 'TURN', run: () => new Promise(() => undefined) }], clock);
  clock.advance(15_000);
  expect((await reports)[0]?.findings[0]).toMatchObject({ state: 'bad', says: 'no answer within 15 s' });
});

test('each finding is a line, with what to do below it, and a total', () => {
  const text = printReports([
    { name: 'disk', findings: [good('9 GB free')] },
    { name: 'TURN', findings: [warning('none', 'Read the page.'), bad('dead', 'Start it.')] },
  ]);
  expect(text).toContain('ok    disk           9 GB free');
  expect(text).toContain('BAD   TURN           dead\n');
  expect(text).toContain('Start it.');
  expect(text).toContain('1 to mend before a show, 1 to know of.');
});
