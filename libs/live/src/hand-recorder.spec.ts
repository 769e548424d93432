import { expect, test } from '@jest/globals';
import type { HandRecord } from '#audience';
import { silentLog } from '#kernel';
import type { PromotionState, PromotionView } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { HandRecorder, type Hands } from './hand-recorder.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(kept: readonly HandRecord[] = []) {
  const rows = new Map(kept.map((hand) => [hand.id, hand]));
  const state = { isAway: false, writes: 0, up: [] as string[] };
  let tell: Parameters<Hands['onChanged']>[0] = () => undefined;
  const write = (change: () => void) => {
    if (state.isAway) throw new Error('away');
    state.writes += 1;
    change();
  };
  const clock = new ManualClock();
  const recorder = new HandRecorder({
    hands: {
      onChanged: (listener) => {
        tell = listener;
        return () => undefined;
      },
      restore: (_showId, hands) => {
        state.up.push(...hands.map(({ promotionId }) => promotionId));
        return ['promotion_old'];
      },
    },
    store: {
      raise: async (hands) => write(() => hands.forEach((hand) => void rows.set(hand.id, hand))),
      lower: async (ids) => write(() => ids.forEach((id) => void rows.delete(id))),
      raised: async () => [...rows.values()],
    },
    clock,
    log: silentLog,
  });
  const change = (promotionId: string, stateNow: PromotionState) =>
    tell({
      showId: 'show_1',
      promotion: {
        promotionId,
        personId: 'vic',
        name: 'Vic',
        state: stateNow,
        sinceWallMs: 5,
      } as PromotionView,
    });
  return { recorder, change, clock, rows, state };
}
const record = (id: string): HandRecord => ({
  id,
  showId: 'show_1',
  author: { id: 'vic', name: 'Vic', role: 'viewer', deviceHash: null },
  raisedAtMs: 5,
});

test('a raised hand is written, one that was answered or lowered is not up any more', async () => {
  const { change, rows } = setUp();
  change('promotion_a', 'raised');
  change('promotion_b', 'raised');
  await turn();
  expect([...rows.values()]).toEqual([record('promotion_a'), record('promotion_b')]);
  change('promotion_a', 'invited');
  change('promotion_a', 'accepted');
  await turn();
  expect([...rows.keys()]).toEqual(['promotion_b']);
});

test('many hands of one moment are few writes', async () => {
  const { change, rows, state } = setUp();
  for (let n = 0; n < 1_000; n += 1) change(`promotion_${n}`, 'raised');
  await turn();
  expect([rows.size, state.writes]).toEqual([1_000, 1]);
});

test('a hand that is raised while a write ends is written too', async () => {
  for (let steps = 0; steps < 12; steps += 1) {
    const { change, rows } = setUp();
    change('promotion_a', 'raised');
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    change('promotion_b', 'raised');
    await turn();
    expect([steps, ...rows.keys()]).toEqual([steps, 'promotion_a', 'promotion_b']);
  }
});

test('after a restart hands are up again; what is not up any more is lowered', async () => {
  const { recorder, rows, state } = setUp([record('promotion_old'), record('promotion_new')]);
  await recorder.restore('show_1');
  await turn();
  expect(state.up).toEqual(['promotion_old', 'promotion_new']);
  expect([...rows.keys()]).toEqual(['promotion_new']);
});

test('while the database is away nothing is lost', async () => {
  const { change, clock, rows, state } = setUp();
  state.isAway = true;
  change('promotion_a', 'raised');
  await turn();
  change('promotion_b', 'raised');
  change('promotion_a', 'withdrawn');
  await turn();
  state.isAway = false;
  clock.advance(1_000);
  await turn();
  expect([...rows.keys()]).toEqual(['promotion_b']);
});
