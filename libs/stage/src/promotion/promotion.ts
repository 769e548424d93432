import { guestError } from '#kernel';
import type { PromotionState, PromotionView } from '#protocol';
import { isOver, nextState, type PromotionMove, STATE_DEADLINE_MS } from './promotion-state.js';

export interface PromotionPerson {
  personId: string;
  name: string;
}

/** One viewer's way to the stage and back. Times are arguments. */
export class Promotion {
  readonly promotionId: string;
  readonly person: PromotionPerson;
  participantId: string | null = null;
  isVetting = false;
  #state: PromotionState;
  #sinceWallMs: number;
  readonly #seen = new Set<string>();
  /** When each state was reached, by a clock that never steps. */
  readonly reachedMs = new Map<PromotionState, number>();

  constructor(
    promotionId: string,
    person: PromotionPerson,
    state: 'raised' | 'invited',
    now: { wallMs: number; monotonicMs: number },
  ) {
    this.promotionId = promotionId;
    this.person = person;
    this.#state = state;
    this.#sinceWallMs = Math.round(now.wallMs);
    this.reachedMs.set(state, now.monotonicMs);
  }

  get state(): PromotionState {
    return this.#state;
  }

  get isOver(): boolean {
    return isOver(this.#state);
  }

  get deadlineMs(): number | undefined {
    return STATE_DEADLINE_MS[this.#state];
  }

  get view(): PromotionView {
    const { deadlineMs } = this;
    return {
      promotionId: this.promotionId,
      personId: this.person.personId,
      name: this.person.name,
      state: this.#state,
      participantId: this.participantId,
      vetting: this.isVetting,
      sinceWallMs: this.#sinceWallMs,
      untilWallMs: deadlineMs === undefined ? null : this.#sinceWallMs + deadlineMs,
    };
  }

  /** Moves on or throws; the caller learns whether they won. */
  move(move: PromotionMove, now: { wallMs: number; monotonicMs: number }): void {
    const next = nextState(this.#state, move);
    if (next === undefined) throw this.isOver ? promotionOver() : wrongState(this.#state, move);
    this.#state = next;
    this.#sinceWallMs = Math.round(now.wallMs);
    this.reachedMs.set(next, now.monotonicMs);
    if (this.isOver || next === 'on-stage') this.isVetting = false;
  }

  /** When it came on stage, once for each thing measured from there. */
  takeUnseen(step: string): number | undefined {
    if (this.#seen.has(step)) return undefined;
    this.#seen.add(step);
    return this.reachedMs.get('on-stage');
  }

  may(move: PromotionMove): boolean {
    return nextState(this.#state, move) !== undefined;
  }

  /** How long it took from one state to another; undefined when either was not reached. */
  tookMs(from: PromotionState, to: PromotionState): number | undefined {
    const began = this.reachedMs.get(from);
    const ended = this.reachedMs.get(to);
    return began === undefined || ended === undefined ? undefined : ended - began;
  }
}

const promotionOver = () =>
  guestError('promotion-over', 'This invitation is over. It can be made again.', { status: 409 });

const wrongState = (state: PromotionState, move: PromotionMove) =>
  guestError('promotion-wrong-state', `Not now: the promotion is at "${state}".`, {
    status: 409,
    details: { state, move },
  });
