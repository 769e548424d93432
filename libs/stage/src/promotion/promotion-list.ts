import { guestError } from '#kernel';
import type { Promotion } from './promotion.js';

/** The promotions of one show. Those that are over are forgotten; a person has at most one that is open. */
export class PromotionList {
  readonly #promotions = new Map<string, Promotion>();

  get all(): readonly Promotion[] {
    return [...this.#promotions.values()];
  }

  add(promotion: Promotion): void {
    this.#promotions.set(promotion.promotionId, promotion);
  }

  delete(promotion: Promotion): void {
    this.#promotions.delete(promotion.promotionId);
  }

  get(promotionId: string): Promotion {
    const promotion = this.#promotions.get(promotionId);
    if (promotion !== undefined) return promotion;
    throw guestError('promotion-not-found', 'There is no such invitation any more.', { status: 404 });
  }

  /** Only one's own: another's answers as if it were not there. */
  getOwn(promotionId: string, personId: string): Promotion {
    const promotion = this.get(promotionId);
    if (promotion.person.personId === personId) return promotion;
    throw guestError('promotion-not-found', 'There is no such invitation any more.', { status: 404 });
  }

  findPerson(personId: string): Promotion | undefined {
    return this.all.find((promotion) => promotion.person.personId === personId);
  }
}
