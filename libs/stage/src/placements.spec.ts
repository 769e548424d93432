import { beforeEach, expect, test } from '@jest/globals';
import { type PlacedPeople, Placements } from './placements.js';

let placements: Placements;
let told: PlacedPeople[];

beforeEach(() => {
  placements = new Placements();
  told = [];
  placements.events.on('changed', (placed) => told.push(placed));
});

test('a guest waits backstage, a host does not, until a host decides', () => {
  const guest = { personId: 'ann', role: 'guest' as const };
  const host = { personId: 'hob', role: 'host' as const };
  expect([guest, host].map((each) => placements.isBackstage(each))).toEqual([true, false]);
  placements.put('ann', true);
  placements.put('ann', true);
  placements.put('hob', false);
  expect([guest, host].map((each) => placements.isBackstage(each))).toEqual([false, true]);
  expect(told).toEqual([{ ann: true }, { ann: true, hob: false }]);
});

test('who has left arrives like the first time, and a restart restores what nobody has decided since', () => {
  placements.put('ann', true);
  placements.forget('ann');
  expect(placements.isBackstage({ personId: 'ann', role: 'guest' })).toBe(true);
  placements.put('ben', false);
  placements.restore({ ann: true, ben: true });
  expect(placements.isBackstage({ personId: 'ann', role: 'guest' })).toBe(false);
  expect(placements.isBackstage({ personId: 'ben', role: 'guest' })).toBe(true);
});
