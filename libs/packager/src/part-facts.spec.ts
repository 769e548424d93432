import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../tests/support/packager/fake-encoder.js';
import { Packager } from './packager.js';
import { PROFILES } from './profile.js';

const ANCHOR_MS = 1_700_000_000_000;
const ID = 'v';
const PER_SECOND = 30;

function open() {
  const packager = Packager.create({
    ...{ showId: 'show_1', profile: PROFILES.low, anchorWallMs: ANCHOR_MS },
    ...{ clock: new ManualClock(ANCHOR_MS), log: silentLog },
    renditions: [
      { id: ID, kind: 'video', width: 640, height: 360, frameRate: PER_SECOND, targetBitrate: 600_000 },
    ],
  });
  return packager;
}

/** A run of the encoder, in fragments of half a second. */
function run(packager: Packager, number: number, startSeconds: number) {
  const encoder = new FakeEncoder({ kind: 'video', framesPerFragment: 15 });
  const start = { units: startSeconds * PER_SECOND, perSecond: PER_SECOND };
  packager.runOpened({ renditionId: ID, run: number, start });
  packager.bytes(ID, number, encoder.init);
  return (parts: number) => {
    for (let part = 0; part < parts; part += 1) packager.bytes(ID, number, encoder.fragment());
  };
}

const partsOf = (packager: Packager) => {
  const { segments = [], open: growing } = packager.playlist(ID) ?? {};
  return [...segments.flatMap(({ parts }) => parts), ...(growing?.parts ?? [])];
};
const factsOf = (packager: Packager, uri = '') => packager.renditions.get(ID)?.partFacts(uri);

test('a part says how long it is, what comes after it, and when its segment begins or that it ends', () => {
  const packager = open();
  run(packager, 1, 0)(10);
  const [first, second, , last] = partsOf(packager).slice(4);
  expect(factsOf(packager, first?.uri)).toEqual({
    ...{ durationSeconds: 0.5, independent: true, opensAtMs: ANCHOR_MS + 2_000 },
    next: second?.uri,
  });
  expect(factsOf(packager, second?.uri)).toMatchObject({ durationSeconds: 0.5, independent: false });
  expect(factsOf(packager, second?.uri)).not.toHaveProperty('closes');
  const segment = packager.playlist(ID)?.segments[1];
  expect(factsOf(packager, last?.uri)).toMatchObject({
    closes: { uri: segment?.uri, durationSeconds: 2 },
    next: last?.uri.replace('/2.3.', '/3.0.'),
  });
});

test('where another map begins only the playlist says it', () => {
  const packager = open();
  run(packager, 1, 0)(8);
  run(packager, 2, 4)(3);
  const [opening, after] = partsOf(packager).slice(-3);
  expect(packager.playlist(ID)?.open?.discontinuity).toBe(true);
  expect(factsOf(packager, opening?.uri)).toBeUndefined();
  expect(factsOf(packager, after?.uri)).toBeDefined();
});

test('nothing is said of what is missing, nor of what is not there', () => {
  const packager = open();
  run(packager, 1, 0)(8);
  expect(factsOf(packager, partsOf(packager).at(-1)?.uri.replace('.3.', '.9.'))).toBeUndefined();
  expect(factsOf(packager, 'x')).toBeUndefined();
});
