import { expect, test } from '@jest/globals';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { formatsOf, programmeSettingsSchema } from '../settings.js';
import { type FormerRun, placeRun } from './place-run.js';
import { videoInput } from './run-input.js';

const [format] = formatsOf(programmeSettingsSchema.parse({ width: 64, height: 64 }));
const input = videoInput(format as NonNullable<typeof format>);
const ORIGIN = 1_000;
const KEY_UNITS = 60;
const MAP = new FakeEncoder({ kind: 'video' }).init;
const OTHER_MAP = new FakeEncoder({ kind: 'video', level: 40 }).init;

const runOf = (map: Buffer, endUnit?: number): FormerRun & { renditionIds: string[] } => ({
  renditionIds: ['v'],
  mapOf: () => map,
  endOf: () => endUnit,
});

const placed = (map: Buffer, firstUnit: number, stepUnits?: number) => {
  const former = runOf(MAP, ORIGIN + 75);
  const place = placeRun({ run: runOf(map), former, input, firstUnit, originUnit: ORIGIN, stepUnits });
  const units = [place?.feedFromUnit, place?.startUnit, place?.publishFrom.get('v')];
  return { units: units.map((unit = 0) => unit - ORIGIN), continuing: [...(place?.continuing ?? [])] };
};

test('a run under the same map goes on where the one before ended, on whatever step', () => {
  const place = { units: [75, 75, 75], continuing: ['v'] };
  expect(placed(MAP, ORIGIN + 60)).toEqual(place);
  expect(placed(MAP, ORIGIN + 60, KEY_UNITS)).toEqual(place);
});

test('one under another map does likewise if it is alone, and waits for the next step beside others', () => {
  expect(placed(OTHER_MAP, ORIGIN + 60)).toEqual({ units: [75, 75, 75], continuing: [] });
  expect(placed(OTHER_MAP, ORIGIN + 60, KEY_UNITS)).toEqual({ units: [120, 120, 120], continuing: [] });
});

test('where what was missed is too old, it is the oldest unit there is, or the next step', () => {
  expect(placed(MAP, ORIGIN + 130)).toEqual({ units: [130, 130, 130], continuing: [] });
  expect(placed(MAP, ORIGIN + 130, KEY_UNITS)).toEqual({ units: [180, 180, 180], continuing: [] });
});
