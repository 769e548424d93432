import { expect, test } from '@jest/globals';
import { type LogFields, silentLog } from '#kernel';
import { PROMOTION_STATES, type PromotionState, type PromotionView } from '#protocol';
import { type AnnounceGuestsOptions, announceGuests } from './announce-guests.js';

type Told = Parameters<AnnounceGuestsOptions['tell']>;

function setUp({ live = true, failure = undefined as Error | undefined } = {}) {
  const told: Told[] = [];
  const warned: (LogFields | undefined)[] = [];
  let change: Parameters<AnnounceGuestsOptions['onPromotion']>[0] = () => undefined;
  announceGuests({
    onPromotion: (listener) => {
      change = listener;
    },
    isLive: () => live,
    tell: async (...line) => {
      if (failure) throw failure;
      told.push(line);
    },
    log: { ...silentLog, warn: (_fact, fields) => warned.push(fields) },
  });
  const move = (state: PromotionState, sinceWallMs = 0) =>
    change({
      showId: 'show_1',
      promotion: { promotionId: 'p', personId: 'vic', name: 'Vic', state, sinceWallMs } as PromotionView,
    });
  return { told, warned, move };
}

test('of all steps only that onto the stage is named, with its moment', () => {
  const { told, move } = setUp();
  for (const [n, state] of PROMOTION_STATES.entries()) move(state, n);
  expect(told).toEqual([['show_1', { personId: 'vic', name: 'Vic' }, PROMOTION_STATES.indexOf('on-stage')]]);
});

test('who comes on stage a second time is named again', () => {
  const { told, move } = setUp();
  for (const state of ['on-stage', 'returned', 'raised', 'on-stage'] as const) move(state);
  expect(told).toHaveLength(2);
});

test('before the show, when nobody sees the stage, nobody is named', () => {
  const { told, move } = setUp({ live: false });
  move('on-stage');
  expect(told).toEqual([]);
});

test('a line that cannot be stored is noted, and nothing else ends', async () => {
  const { warned, move } = setUp({ failure: new Error('away') });
  move('on-stage');
  await new Promise((resolve) => setImmediate(resolve));
  expect(warned).toMatchObject([{ showId: 'show_1' }]);
});
