const MOST_FAULTS = 40;
const SHOWN_LENGTH = 400;

/** What came of the odd requests of one kind. */
export class Tally {
  readonly kind: string;
  readonly #expected: readonly string[];
  readonly faults: string[] = [];
  readonly #answers = new Map<string, number>();
  #sent = 0;
  #faultCount = 0;

  /** Of the expected answers each must have come: otherwise the code behind was never reached. */
  constructor(kind: string, expected: readonly string[] = []) {
    this.kind = kind;
    this.#expected = expected;
  }

  get missing(): string[] {
    return this.#expected.filter((answer) => !this.#answers.has(answer));
  }

  get sent(): number {
    return this.#sent;
  }

  get faultCount(): number {
    return this.#faultCount;
  }

  add(answer: string, times = 1): void {
    this.#sent += times;
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + times);
  }

  fault(what: string): void {
    this.#faultCount += 1;
    if (this.faults.length < MOST_FAULTS) this.faults.push(what.slice(0, SHOWN_LENGTH));
  }

  get summary(): string {
    const answers = [...this.#answers]
      .sort(([, one], [, other]) => other - one)
      .map(([answer, count]) => `${answer} ${count}`);
    return `${this.kind}: ${this.#sent} sent, ${this.#faultCount} faults (${answers.join(', ')})`;
  }
}
