import { describe, expect, test } from '@jest/globals';
import { ShowError } from '#kernel';
import {
  findMove,
  findStoredMove,
  getMove,
  getStoredMove,
  type PhaseMove,
  phaseOfStored,
  RUN_MOVES,
  SHOW_MOVES,
  SHOW_PHASES,
  SHOW_STATES,
  type ShowPhase,
  type ShowState,
  statesAllowing,
} from './show-machine.js';

const ALL_MOVES: PhaseMove[] = [...SHOW_MOVES, ...RUN_MOVES];

const TABLE: [ShowPhase, PhaseMove, ShowPhase][] = [
  ['draft', 'schedule', 'scheduled'],
  ['draft', 'open-backstage', 'backstage'],
  ['draft', 'go-live', 'starting'],
  ['scheduled', 'schedule', 'scheduled'],
  ['scheduled', 'unschedule', 'draft'],
  ['scheduled', 'open-backstage', 'backstage'],
  ['scheduled', 'go-live', 'starting'],
  ['scheduled', 'end', 'ending'],
  ['backstage', 'go-live', 'starting'],
  ['backstage', 'end', 'ending'],
  ['starting', 'playable', 'live'],
  ['starting', 'lose', 'interrupted'],
  ['starting', 'fail', 'failed'],
  ['starting', 'cancel', 'backstage'],
  ['starting', 'end', 'ending'],
  ['live', 'lose', 'interrupted'],
  ['live', 'fail', 'failed'],
  ['live', 'end', 'ending'],
  ['interrupted', 'go-live', 'starting'],
  ['interrupted', 'fail', 'failed'],
  ['interrupted', 'end', 'ending'],
  ['failed', 'open-backstage', 'backstage'],
  ['failed', 'go-live', 'starting'],
  ['failed', 'end', 'ending'],
  ['ending', 'closed', 'ended'],
];

describe('the machine of a show', () => {
  test.each(TABLE)('%s, %s: %s', (from, move, to) => {
    expect(getMove(from, move)).toBe(to);
  });

  const allowed = new Set(TABLE.map(([from, move]) => `${from} ${move}`));
  const refused = SHOW_PHASES.flatMap((from) =>
    ALL_MOVES.filter((move) => !allowed.has(`${from} ${move}`)).map((move) => [from, move] as const),
  );

  test.each(refused)('%s refuses %s', (from, move) => {
    expect(findMove(from, move)).toBeUndefined();
    expect(() => getMove(from, move)).toThrow(ShowError);
  });

  test('no phase is unreachable, and every phase but the last has a way out', () => {
    const reached = new Set(TABLE.map(([, , to]) => to));
    expect(SHOW_PHASES.filter((phase) => !reached.has(phase))).toEqual([]);
    const left = new Set(TABLE.map(([from]) => from));
    expect(SHOW_PHASES.filter((phase) => !left.has(phase))).toEqual(['ended']);
  });
});

describe('what is stored', () => {
  const STORED: [ShowState, (typeof SHOW_MOVES)[number] | 'fail', ShowState][] = [
    ['draft', 'go-live', 'live'],
    ['failed', 'go-live', 'live'],
    ['backstage', 'end', 'ended'],
    ['live', 'end', 'ended'],
    ['scheduled', 'unschedule', 'draft'],
    ['draft', 'fail', 'failed'],
    ['live', 'fail', 'failed'],
  ];

  test.each(STORED)('%s, %s: %s', (from, move, to) => {
    expect(findStoredMove(from, move)).toBe(to);
  });

  test('a failed show fails once; one that is over does not', () => {
    expect(statesAllowing('fail')).toEqual(['draft', 'scheduled', 'backstage', 'live']);
  });

  test('a refusal says where the move is allowed', () => {
    expect(() => getStoredMove('ended', 'go-live')).toThrow(
      expect.objectContaining({
        code: 'show-state',
        status: 409,
        details: { state: 'ended', move: 'go-live', allowedIn: statesAllowing('go-live') },
      }),
    );
  });

  test('a show that was live when its process ended is opened as one to be started again', () => {
    expect(SHOW_STATES.map(phaseOfStored)).toEqual([
      'draft',
      'scheduled',
      'backstage',
      'interrupted',
      'ended',
      'failed',
    ]);
  });
});
