import { createHash } from 'node:crypto';
import { type Actor, accountOf } from '#access';
import type { IdempotencyStore } from '#control';
import { type Clock, guestError } from '#kernel';
import type { AnswerSeal } from './answer-seal.js';
import { Answer, type ApiCall } from './api-call.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Keys of different people never meet. */
const scopeOf = (actor: Actor, operationId: string): string => {
  const who =
    accountOf(actor)?.personId ??
    (actor.kind === 'ticket' ? `${actor.ticket.showId}/${actor.ticket.subject}` : 'nobody');
  return `${who} ${operationId}`;
};

const hashOf = ({ params, body }: ApiCall): string =>
  createHash('sha256')
    .update(JSON.stringify([params, body]))
    .digest('hex');

/** Answers a repeated creation with the first answer, from the store: retries after a lost answer make nothing twice. */
export class AnswerOnce {
  readonly #store: IdempotencyStore;
  readonly #clock: Clock;
  readonly #seal: AnswerSeal;

  constructor(store: IdempotencyStore, clock: Clock, seal: AnswerSeal) {
    this.#store = store;
    this.#clock = clock;
    this.#seal = seal;
  }

  async run(call: ApiCall, key: string | undefined, work: () => Promise<unknown>): Promise<unknown> {
    if (!call.operation.isIdempotent || key === undefined) return work();
    if (!KEY.test(key))
      throw guestError('bad-request', 'Idempotency-Key is 1 to 200 printable characters.', { status: 400 });
    const scope = scopeOf(call.actor, call.operation.id);
    const requestHash = hashOf(call);
    const stored = await this.#store.begin(scope, key, requestHash, this.#clock.wallMs());
    if (stored === undefined) return this.#first(scope, key, call.operation.status, work);
    if (stored.requestHash !== requestHash)
      throw guestError('idempotency-key-reused', 'This Idempotency-Key was used for another request.', {
        status: 422,
      });
    if (stored.status === null)
      throw guestError('idempotency-in-progress', 'The first request with this key is still under way.', {
        status: 409,
        retry: true,
      });
    return new Answer(this.#seal.open(String(stored.body)), { 'idempotency-replayed': 'true' });
  }

  async #first(scope: string, key: string, status: number, work: () => Promise<unknown>): Promise<unknown> {
    try {
      const result = await work();
      const body = result instanceof Answer ? result.body : result;
      await this.#store.finish(scope, key, status, this.#seal.close(body));
      return result;
    } catch (error) {
      await this.#store.abandon(scope, key);
      throw error;
    }
  }
}
