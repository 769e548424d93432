import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { Programme, ProgrammeRendition } from './ports.js';
import { RenditionRequests } from './rendition-requests.js';

/** A rendition whose playlist changes when the test says so. */
function requests(partTargetSeconds?: number) {
  const clock = new ManualClock();
  const told: string[] = [];
  let onChanged = (): void => undefined;
  const rendition: ProgrammeRendition = {
    ...{
      id: 'v',
      kind: 'video',
      revision: 1,
      published: true,
      hasEarlier: false,
      ended: false,
      edge: { msn: 1, parts: 1 },
    },
    partsOf: () => undefined,
    partFacts: () => undefined,
    onChanged(listener) {
      onChanged = listener;
      return () => undefined;
    },
  };
  const lists = { segments: [], renditionReports: [], mediaSequence: 1, discontinuitySequence: 0 };
  const playlist = {
    ...{ targetDurationSeconds: 2, serverControl: { canBlockReload: true }, ...lists },
    ...{ independentSegments: true, ended: false },
    ...(partTargetSeconds === undefined ? {} : { partTargetSeconds }),
  };
  const programme: Programme = {
    ...{ targetDurationSeconds: 2, renditions: new Map([['v', rendition]]) },
    ...{ isGivenUp: () => false, playlist: () => playlist, source: { media: () => undefined } },
    renditionsOf: () => [],
    multivariant: () => {
      throw new Error('not asked for here');
    },
  };
  const made = new RenditionRequests(programme, rendition, clock, 't', () => undefined);
  made.text(false);
  const say = (what: string) => () => told.push(what);
  const wait = () => made.near.hold({ isDue: () => true, answer: say('answered'), expire: say('too late') });
  return { clock, made, told, wait, partCame: () => onChanged() };
}

test('the next part is near in the second half of the one before, and no longer when it is late', () => {
  const { clock, made, partCame } = requests(0.5);
  expect(made.isPartNear).toBe(false);
  partCame();
  const seen = [0, 249, 250, 499, 500, 900].map((atMs, n, all) => {
    clock.advance(atMs - (all[n - 1] ?? 0));
    return made.isPartNear;
  });
  expect(seen).toEqual([false, false, true, true, false, false]);
});

test('half of a short part, and never without parts', () => {
  const [short, none] = [requests(0.2), requests()];
  for (const each of [short, none]) {
    each.partCame();
    each.clock.advance(90);
  }
  expect(short.made.isPartNear).toBe(false);
  for (const each of [short, none]) each.clock.advance(20);
  expect([short.made.isPartNear, none.made.isPartNear]).toEqual([true, false]);
});

test('who waits for it is answered with it, or without it when it does not come', () => {
  const { clock, told, wait, partCame } = requests(0.5);
  wait();
  partCame();
  expect(told).toEqual(['answered']);
  wait();
  clock.advance(349);
  expect(told).toHaveLength(1);
  clock.advance(2);
  expect(told).toEqual(['answered', 'too late']);
});
