import { expect, test } from '@jest/globals';
import { PROMOTION_STATES, type PromotionState } from '#protocol';
import { isOver, nextState, type PromotionMove } from './promotion-state.js';

const ALL_MOVES: readonly PromotionMove[] = [
  'invite',
  'accept',
  'ready',
  'bring-on',
  'send-back',
  'lower',
  'decline',
  'withdraw',
  'time-out',
  'lose',
];
/** How far along a state is; all ends are equally far. */
const RANK: Record<PromotionState, number> = {
  raised: 0,
  invited: 1,
  accepted: 2,
  ready: 3,
  'on-stage': 4,
  returned: 5,
  declined: 5,
  withdrawn: 5,
  'timed-out': 5,
  lost: 5,
};

/** mulberry32: the same walks in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('every move leads forward, and an end has no way out', () => {
  for (const state of PROMOTION_STATES) {
    const next = ALL_MOVES.map((move) => nextState(state, move)).filter((to) => to !== undefined);
    expect(next.every((to) => RANK[to] > RANK[state])).toBe(true);
    expect(next.length === 0).toBe(isOver(state));
  }
});

test('from every open state there is an end that needs nobody: losing the connection', () => {
  const open = PROMOTION_STATES.filter((state) => !isOver(state));
  expect(open.map((state) => nextState(state, 'lose'))).toEqual(open.map(() => 'lost'));
});

test('no random walk of moves ever goes back, and nobody is on stage who was not ready', () => {
  const random = seeded(7);
  for (let walk = 0; walk < 2_000; walk += 1) {
    const path: PromotionState[] = ['raised'];
    for (let step = 0; step < 12; step += 1) {
      const move = ALL_MOVES[Math.floor(random() * ALL_MOVES.length)] as PromotionMove;
      const to = nextState(path.at(-1) as PromotionState, move);
      if (to !== undefined) path.push(to);
    }
    const ranks = path.map((state) => RANK[state]);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(path).size).toBe(path.length);
    if (path.includes('on-stage')) expect(path).toContain('ready');
  }
});
