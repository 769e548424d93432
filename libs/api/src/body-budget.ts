import { networkOf } from '#access';
import { guestError } from '#kernel';

export interface BodyBudgetLimits {
  /** Bytes of bodies that one network may have under way. */
  networkBytes: number;
  /** Bytes of bodies of all networks together. */
  totalBytes: number;
}

export const BODY_BUDGET: BodyBudgetLimits = { networkBytes: 16 * 1024 ** 2, totalBytes: 128 * 1024 ** 2 };

/** Bounds the memory that bodies take while they arrive, by what they say they will be. */
export class BodyBudget {
  readonly #limits: BodyBudgetLimits;
  readonly #byNetwork = new Map<string, number>();
  #total = 0;

  constructor(limits: BodyBudgetLimits = BODY_BUDGET) {
    this.#limits = limits;
  }

  /** Throws `too-many-requests`. The answer gives the bytes back, once. */
  reserve(address: string, bytes: number): () => void {
    const network = networkOf(address);
    const held = this.#byNetwork.get(network) ?? 0;
    const { networkBytes, totalBytes } = this.#limits;
    if (held + bytes > networkBytes || this.#total + bytes > totalBytes) throw tooManyBodies();
    this.#add(network, bytes);
    let isHeld = true;
    return () => {
      if (isHeld) this.#add(network, -bytes);
      isHeld = false;
    };
  }

  #add(network: string, bytes: number): void {
    this.#total += bytes;
    const held = (this.#byNetwork.get(network) ?? 0) + bytes;
    if (held > 0) this.#byNetwork.set(network, held);
    else this.#byNetwork.delete(network);
  }
}

const tooManyBodies = () =>
  guestError('too-many-requests', 'Too much is being sent at once. Try again in a moment.', {
    status: 429,
    retry: true,
    details: { retryAfterMs: 1_000 },
  });
