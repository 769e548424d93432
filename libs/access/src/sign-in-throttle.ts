import { guestError } from '#kernel';
import { type BucketRate, TokenBuckets } from './token-buckets.js';

/** A person mistypes a few times; a guesser is held to a handful a quarter of an hour. */
const PER_ACCOUNT: BucketRate = { burst: 5, perMinute: 0.5 };
/** Several people behind one address. */
const PER_ADDRESS: BucketRate = { burst: 20, perMinute: 4 };

/** Holds back guessing of passwords, for each account and for each address that tries. */
export class SignInThrottle {
  readonly #accounts = new TokenBuckets(20_000);
  readonly #addresses = new TokenBuckets(20_000);

  /** Throws `too-many-attempts`. Counts the attempt whether the password is right or not. */
  admit(account: string, address: string, nowMs: number): void {
    const answers = [
      this.#addresses.take(address, PER_ADDRESS, nowMs),
      this.#accounts.take(account, PER_ACCOUNT, nowMs),
    ];
    const refused = answers.filter((answer) => !answer.allowed);
    if (refused.length === 0) return;
    const retryAfterMs = Math.max(...refused.map((answer) => answer.retryAfterMs));
    throw guestError('too-many-attempts', 'Too many attempts. Wait a little before the next one.', {
      status: 429,
      retry: true,
      details: { retryAfterMs },
    });
  }

  succeeded(account: string): void {
    this.#accounts.forget(account);
  }
}
