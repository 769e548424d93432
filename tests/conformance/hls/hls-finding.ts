/** One breach of a rule of the specification or of ours. */
export interface Finding {
  /** Short and stable: `part-target`, `hint-kept`. */
  rule: string;
  /** Which playlist or medium. */
  where: string;
  fact: string;
}

/** Collects findings; the same rule at the same place is reported once. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(rule: string, where: string, fact: string): void {
    const key = `${rule} ${where}`;
    if (!this.#found.has(key)) this.#found.set(key, { rule, where, fact });
  }

  expect(isKept: boolean, rule: string, where: string, fact: () => string): void {
    if (!isKept) this.add(rule, where, fact());
  }

  get all(): Finding[] {
    return [...this.#found.values()];
  }

  get rules(): string[] {
    return [...new Set(this.all.map((finding) => finding.rule))].sort();
  }
}
