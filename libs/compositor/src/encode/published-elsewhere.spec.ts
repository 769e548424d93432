import { expect, test } from '@jest/globals';
import { formatsOf, programmeSettingsSchema } from '../settings.js';
import { goesOnFrom, type PublishedRun } from './published-elsewhere.js';
import { videoInput } from './run-input.js';

const [format] = formatsOf(programmeSettingsSchema.parse({ width: 64, height: 64 }));
const input = videoInput(format as NonNullable<typeof format>);

const runOf = (renditionId: string, lengthUnits: number): PublishedRun => ({
  ...{ renditionId, lengthUnits, map: undefined },
  start: { units: 300, perSecond: 30 },
});

const from = (runs: readonly PublishedRun[], boundarySeconds: number | undefined) =>
  goesOnFrom(runs, { renditionIds: ['high', 'low'], input, boundarySeconds, keyUnits: 60 });

test('ours goes on from the boundary before the earliest end', () => {
  const { former, boundaryUnit } = from([runOf('high', 200), runOf('low', 170)], 20);
  expect([former?.endOf('high'), former?.endOf('low'), boundaryUnit]).toEqual([500, 470, 420]);
});

test('one that was not published there begins with the segments of what was', () => {
  expect(from([runOf('other', 200)], 20)).toEqual({ former: undefined, boundaryUnit: 600 });
});

test('where nothing was published there is no boundary', () => {
  expect(from([], undefined)).toEqual({ former: undefined, boundaryUnit: undefined });
});
