import type { PromotionState, PromotionView } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';

const OVER: readonly PromotionState[] = ['returned', 'declined', 'withdrawn', 'timed-out', 'lost'];
export const isPromotionOver = (state: PromotionState): boolean => OVER.includes(state);

/** One's own way to the stage and back, or for a moderator everybody's. */
export class PromotionClient {
  /** Those that are under way; one's own that has just ended stays until the next begins. */
  readonly state = new Observed<readonly PromotionView[]>([]);
  readonly #connection: Connection;
  readonly #undo: (() => void)[];

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#undo = [
      connection.on('promotion.changed', ({ promotion }) => this.#changed(promotion)),
      connection.state.watch(({ phase }) => phase === 'joined' && void this.#load()),
    ];
    void this.#load();
  }

  get #isModerator(): boolean {
    const role = this.#connection.state.value.session?.role;
    return role === 'host' || role === 'co-host';
  }

  /** The newest one of this person. */
  own(): PromotionView | undefined {
    const personId = this.#connection.state.value.session?.personId;
    return this.state.value.findLast((promotion) => promotion.personId === personId);
  }

  async raiseHand(): Promise<void> {
    this.#changed(await this.#connection.request('promotion.raise-hand', {}));
  }
  async lowerHand(): Promise<void> {
    await this.#connection.request('promotion.lower-hand', {});
    const own = this.own();
    if (own) this.#changed({ ...own, state: 'returned' });
  }
  async accept(promotionId: string): Promise<void> {
    this.#changed(await this.#connection.request('promotion.accept', { promotionId }));
  }
  async decline(promotionId: string): Promise<void> {
    this.#changed(await this.#connection.request('promotion.decline', { promotionId }));
  }
  async ready(promotionId: string): Promise<void> {
    this.#changed(await this.#connection.request('promotion.ready', { promotionId }));
  }
  sendBack(participantId: string) {
    return this.#connection.request('promotion.send-back', { participantId });
  }
  invite(personId: string) {
    return this.#connection.request('promotion.invite', { personId });
  }
  vet(promotionId: string, on: boolean) {
    return this.#connection.request('promotion.vet', { promotionId, on });
  }
  bringOn(promotionId: string) {
    return this.#connection.request('promotion.bring-on', { promotionId });
  }
  withdraw(promotionId: string) {
    return this.#connection.request('promotion.withdraw', { promotionId });
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.state.close();
  }

  async #load(): Promise<void> {
    if (!this.#isModerator) return;
    const answer = await this.#connection.request('promotion.list', {}).catch(() => undefined);
    if (answer) this.state.set(answer.promotions);
  }

  #changed(promotion: PromotionView): void {
    const others = this.state.value.filter(({ promotionId }) => promotionId !== promotion.promotionId);
    const isOver = isPromotionOver(promotion.state);
    const rest = this.#isModerator ? others : [];
    this.state.set(isOver && this.#isModerator ? rest : [...rest, promotion]);
  }
}
