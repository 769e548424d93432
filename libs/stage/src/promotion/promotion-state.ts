import type { PromotionState } from '#protocol';

export type PromotionMove =
  | 'invite'
  | 'accept'
  | 'ready'
  | 'bring-on'
  | 'send-back'
  | 'lower'
  | 'decline'
  | 'withdraw'
  | 'time-out'
  | 'lose';

/** Where each move leads from each state. What is not here is not allowed; ends lead nowhere. */
const MOVES: Record<PromotionState, Partial<Record<PromotionMove, PromotionState>>> = {
  raised: { invite: 'invited', lower: 'withdrawn', withdraw: 'withdrawn', lose: 'lost' },
  invited: {
    accept: 'accepted',
    decline: 'declined',
    lower: 'declined',
    withdraw: 'withdrawn',
    'time-out': 'timed-out',
    lose: 'lost',
  },
  accepted: {
    ready: 'ready',
    decline: 'declined',
    withdraw: 'withdrawn',
    'time-out': 'timed-out',
    lose: 'lost',
  },
  ready: { 'bring-on': 'on-stage', decline: 'declined', withdraw: 'withdrawn', lose: 'lost' },
  'on-stage': { 'send-back': 'returned', lose: 'lost' },
  returned: {},
  declined: {},
  withdrawn: {},
  'timed-out': {},
  lost: {},
};

/** How long a state may last: an invitation waits for an answer, a green room for devices; a host takes their time. */
export const STATE_DEADLINE_MS: Partial<Record<PromotionState, number>> = {
  invited: 60_000,
  accepted: 180_000,
};

export function nextState(state: PromotionState, move: PromotionMove): PromotionState | undefined {
  return MOVES[state][move];
}

export const isOver = (state: PromotionState): boolean => Object.keys(MOVES[state]).length === 0;

/** In the green room: a participant that nobody sees. */
export const isInGreenRoom = (state: PromotionState): boolean => state === 'accepted' || state === 'ready';
