const SPEECH_LEVEL = 0.012;
/** A cough or a "yes" does not make its owner the active speaker. */
const TAKE_MS = 700;
const SMOOTH_MS = 250;

/** Finds the active speaker, with enough patience that layouts do not flicker between people. */
export class SpeakerWatch {
  readonly #levels = new Map<string, number>();
  #active: string | undefined;
  #challenger: string | undefined;
  #challengeMs = 0;

  get active(): string | undefined {
    return this.#active;
  }

  levelOf(id: string): number {
    return this.#levels.get(id) ?? 0;
  }

  hear(id: string, level: number, elapsedMs: number): void {
    const old = this.#levels.get(id) ?? 0;
    this.#levels.set(id, old + (level - old) * (1 - Math.exp(-elapsedMs / SMOOTH_MS)));
  }

  /** Who is not among these has left. */
  keepOnly(ids: readonly string[]): void {
    for (const id of this.#levels.keys()) if (!ids.includes(id)) this.#levels.delete(id);
    if (this.#active !== undefined && !ids.includes(this.#active)) this.#active = undefined;
  }

  /** Once a tick, after everybody was heard. True when the speaker changed. */
  step(elapsedMs: number): boolean {
    const loudest = [...this.#levels].reduce<[string, number] | undefined>(
      (best, one) => (one[1] > SPEECH_LEVEL && (!best || one[1] > best[1]) ? one : best),
      undefined,
    )?.[0];
    if (loudest === undefined || loudest === this.#active) {
      this.#challenger = undefined;
      return false;
    }
    this.#challengeMs = loudest === this.#challenger ? this.#challengeMs + elapsedMs : elapsedMs;
    this.#challenger = loudest;
    if (this.#active !== undefined && this.#challengeMs < TAKE_MS) return false;
    this.#active = loudest;
    return true;
  }
}
