const FIGHT_WITHIN_MS = 60_000;
/** Once is a change of encoders, such as from one machine to another. */
const FIGHT_FROM = 2;
const FIGHT =
  'Two encoders send with the same key: each replaces the other when it connects again. Stop one of them, or give it an input of its own.';

/** What the owner of an input reads of it. Outlives the sender's session: why that one ended is read after its end. */
export class InputNotes {
  #said: readonly string[] = [];
  #replacedMs: number[] = [];

  /** Instead of what was said before. */
  say(notes: readonly string[]): void {
    this.#said = notes;
  }

  /** A sender that was sending lost its place to a newer one. */
  replaced(nowMs: number): void {
    this.#replacedMs = [...this.#replacedMs.slice(1 - FIGHT_FROM), nowMs];
  }

  at(nowMs: number): readonly string[] {
    const isFight =
      this.#replacedMs.length === FIGHT_FROM && nowMs - (this.#replacedMs[0] ?? 0) < FIGHT_WITHIN_MS;
    return isFight ? [...this.#said, FIGHT] : this.#said;
  }
}
