const MOST_FAULTS = 40;
const SHOWN_LENGTH = 400;

/** What came of the odd requests of one kind. */
export class Tally {
  readonly kind: string;
  readonly faults: string[] = [];
  readonly #answers = new Map<string, number>();
  #sent = 0;
  #faultCount = 0;

  constructor(kind: string) {
    this.kind = kind;
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
