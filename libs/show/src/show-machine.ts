import { guestError } from '#kernel';

/** What is stored of a show. */
export const SHOW_STATES = ['draft', 'scheduled', 'backstage', 'live', 'ended', 'failed'] as const;
export type ShowState = (typeof SHOW_STATES)[number];

/**
 * What a show passes through: the stored states, and the three that only the process knows that runs it.
 * `interrupted`: it was on air and its programme was lost; stored as `live`, since it is started again by itself.
 */
export const SHOW_PHASES = [...SHOW_STATES, 'starting', 'interrupted', 'ending'] as const;
export type ShowPhase = (typeof SHOW_PHASES)[number];

/** What people ask for, or the time limit for them. */
export const SHOW_MOVES = ['schedule', 'unschedule', 'open-backstage', 'go-live', 'end'] as const;
/** What the running side finds out: the first segment can be played, the programme is lost, a start was given up, all is closed. */
export const RUN_MOVES = ['playable', 'lose', 'fail', 'cancel', 'closed'] as const;
export type ShowMove = (typeof SHOW_MOVES)[number];
export type PhaseMove = ShowMove | (typeof RUN_MOVES)[number];

/** `ended` is final: a new evening is a new show. `failed` may be tried again or given up. */
const MOVES: Record<ShowPhase, Partial<Record<PhaseMove, ShowPhase>>> = {
  draft: { schedule: 'scheduled', 'open-backstage': 'backstage', 'go-live': 'starting' },
  scheduled: {
    schedule: 'scheduled',
    unschedule: 'draft',
    'open-backstage': 'backstage',
    'go-live': 'starting',
    end: 'ending',
  },
  backstage: { 'go-live': 'starting', end: 'ending' },
  starting: { playable: 'live', lose: 'interrupted', fail: 'failed', cancel: 'backstage', end: 'ending' },
  live: { lose: 'interrupted', fail: 'failed', end: 'ending' },
  interrupted: { 'go-live': 'starting', fail: 'failed', end: 'ending' },
  failed: { 'open-backstage': 'backstage', 'go-live': 'starting', end: 'ending' },
  ending: { closed: 'ended' },
  ended: {},
};

/** Where the move leads, or nothing when the phase does not allow it. */
export const findMove = (from: ShowPhase, move: PhaseMove): ShowPhase | undefined => MOVES[from][move];

export function getMove(from: ShowPhase, move: PhaseMove): ShowPhase {
  const to = findMove(from, move);
  if (to !== undefined) return to;
  throw wrongState(from, move);
}

/** What is stored once the move has happened as wished; nothing when the stored state does not allow it. */
export function findStoredMove(from: ShowState, move: ShowMove | 'fail'): ShowState | undefined {
  const to = findMove(from, move) ?? (move === 'fail' ? failureOfStart(from) : undefined);
  if (to === 'starting') return 'live';
  if (to === 'ending') return 'ended';
  return SHOW_STATES.find((state) => state === to);
}

/** A show that cannot be started fails from the state that it was started in. */
const failureOfStart = (from: ShowState): ShowPhase | undefined =>
  from !== 'failed' && MOVES[from]['go-live'] === 'starting' ? 'failed' : undefined;

export function getStoredMove(from: ShowState, move: ShowMove): ShowState {
  const to = findStoredMove(from, move);
  if (to !== undefined) return to;
  throw wrongState(from, move);
}

/** The states in which the move is allowed: what a compare-and-set in the store must expect. */
export const statesAllowing = (move: ShowMove | 'fail'): ShowState[] =>
  SHOW_STATES.filter((state) => findStoredMove(state, move) !== undefined);

/** The phase of a show that is opened: one that was live when its process ended is to be started again. */
export const phaseOfStored = (state: ShowState): ShowPhase => (state === 'live' ? 'interrupted' : state);

function wrongState(from: ShowPhase, move: PhaseMove): Error {
  const allowedIn = SHOW_MOVES.some((known) => known === move) ? statesAllowing(move as ShowMove) : [];
  return guestError('show-state', `A show that is ${from} cannot ${move.replace('-', ' ')}.`, {
    status: 409,
    details: { state: from, move, allowedIn },
  });
}
