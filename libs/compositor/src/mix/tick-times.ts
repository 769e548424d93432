const KEPT = 300;

/** How long the last ticks took and how late they began. */
export class TickTimes {
  readonly #took: number[] = [];
  #late = 0;

  get lateTicks(): number {
    return this.#late;
  }

  note(lateMs: number, tookMs: number, tickMs: number): void {
    if (lateMs > tickMs / 2) this.#late += 1;
    this.#took.push(tookMs);
    if (this.#took.length > KEPT) this.#took.shift();
  }

  summary(): { median: number; worst: number } {
    const sorted = [...this.#took].sort((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
  }
}
