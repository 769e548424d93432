import { guestError } from '#kernel';

export const SHOW_STATES = ['draft', 'scheduled', 'backstage', 'live', 'ended', 'failed'] as const;
export type ShowState = (typeof SHOW_STATES)[number];

/** What may happen to a show. `fail` is ours to say; the rest is asked for by people. */
export const SHOW_MOVES = ['schedule', 'unschedule', 'open-backstage', 'go-live', 'end', 'fail'] as const;
export type ShowMove = (typeof SHOW_MOVES)[number];

type Moves = Partial<Record<ShowMove, ShowState>>;

/** `ended` is final: a new evening is a new show. `failed` may be tried again or given up. */
const MOVES: Record<ShowState, Moves> = {
  draft: { schedule: 'scheduled', 'open-backstage': 'backstage', 'go-live': 'live' },
  scheduled: {
    schedule: 'scheduled',
    unschedule: 'draft',
    'open-backstage': 'backstage',
    'go-live': 'live',
    end: 'ended',
  },
  backstage: { 'go-live': 'live', end: 'ended', fail: 'failed' },
  live: { end: 'ended', fail: 'failed' },
  failed: { 'open-backstage': 'backstage', 'go-live': 'live', end: 'ended' },
  ended: {},
};

/** Where the move leads, or nothing when the state does not allow it. */
export const findMove = (from: ShowState, move: ShowMove): ShowState | undefined => MOVES[from][move];

/** The states in which the move is allowed: what a compare-and-set in the store must expect. */
export const statesAllowing = (move: ShowMove): ShowState[] =>
  SHOW_STATES.filter((state) => MOVES[state][move] !== undefined);

export function getMove(from: ShowState, move: ShowMove): ShowState {
  const to = findMove(from, move);
  if (to !== undefined) return to;
  throw guestError('show-state', `A show that is ${from} cannot ${move.replace('-', ' ')}.`, {
    status: 409,
    details: { state: from, move, allowedIn: statesAllowing(move) },
  });
}
