/**
 * What a run that takes over has to hand on waits until the run before has handed on its last fragment: the timeline
 * never goes back. Bounded by the time that a leaving run is given.
 */
export class OutputTurn {
  #held: (() => void)[] | undefined;

  wait(): void {
    this.#held ??= [];
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
