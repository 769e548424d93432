import { describe, expect, test } from '@jest/globals';
import { findMove, getMove, SHOW_MOVES, SHOW_STATES, statesAllowing } from './show-state.js';

describe('the states of a show', () => {
  test('an evening goes draft, backstage, live, ended', () => {
    const backstage = getMove('draft', 'open-backstage');
    const live = getMove(backstage, 'go-live');
    expect([backstage, live, getMove(live, 'end')]).toEqual(['backstage', 'live', 'ended']);
  });

  test('nothing follows the end', () => {
    expect(SHOW_MOVES.map((move) => findMove('ended', move)).filter(Boolean)).toEqual([]);
  });

  test('a failed show can go live again', () => {
    expect(getMove('failed', 'go-live')).toBe('live');
  });

  test('every state but the first is reached by some move', () => {
    const reached = new Set(SHOW_STATES.flatMap((from) => SHOW_MOVES.map((move) => findMove(from, move))));
    expect(SHOW_STATES.filter((state) => !reached.has(state))).toEqual([]);
  });

  test('a refusal says which states allow the move', () => {
    expect(() => getMove('ended', 'go-live')).toThrow(
      expect.objectContaining({
        code: 'show-state',
        status: 409,
        details: { state: 'ended', move: 'go-live', allowedIn: statesAllowing('go-live') },
      }),
    );
  });
});
