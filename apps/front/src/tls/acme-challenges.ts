const PATH = /^\/\.well-known\/acme-challenge\/([\w-]{1,256})$/;
/** One order at a time has a few; what failed orders leave behind is dropped. */
const MOST = 16;

/** What a certificate authority is answered that asks whether the domain leads here (RFC 8555, 8.3). */
export class AcmeChallenges {
  readonly #answers = new Map<string, string>();

  add(token: string, answer: string): void {
    this.#answers.set(token, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MOST) return;
      this.#answers.delete(oldest);
    }
  }

  remove(token: string): void {
    this.#answers.delete(token);
  }

  /** Undefined for what no challenge is about. */
  answerTo(url: string): string | undefined {
    const [, token] = PATH.exec(url) ?? [];
    return token === undefined ? undefined : this.#answers.get(token);
  }
}
