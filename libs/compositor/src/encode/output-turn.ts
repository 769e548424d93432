/**
 * What an encoder that takes over has to say waits until the one before has said its last: on the way out time
 * never goes back. Bounded by the time that a leaving encoder is given.
 */
export class OutputTurn {
  #held: (() => void)[] | undefined;

  constructor(mustWait: boolean) {
    this.#held = mustWait ? [] : undefined;
  }

  say(step: () => void): void {
    if (this.#held) this.#held.push(step);
    else step();
  }

  come(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const step of held) step();
  }
}
