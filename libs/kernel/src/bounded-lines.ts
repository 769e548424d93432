/** Lines out of pieces of text. A line that is too long is left out and never kept in memory. */
export class BoundedLines {
  readonly #longest: number;
  readonly #onLine: (line: string) => void;
  readonly #onLeftOut: () => void;
  #begun = '';
  #isTooLong = false;

  /** `onLeftOut` is called at the end of a line that is too long, for a reader that counts lines. */
  constructor(longest: number, onLine: (line: string) => void, onLeftOut: () => void = () => undefined) {
    this.#longest = longest;
    this.#onLine = onLine;
    this.#onLeftOut = onLeftOut;
  }

  push(text: string): void {
    const [first = '', ...others] = text.split('\n');
    this.#add(first);
    for (const piece of others) {
      this.#end();
      this.#add(piece);
    }
  }

  #add(piece: string): void {
    this.#isTooLong ||= this.#begun.length + piece.length > this.#longest;
    this.#begun = this.#isTooLong ? '' : this.#begun + piece;
  }

  #end(): void {
    if (this.#isTooLong) this.#onLeftOut();
    else this.#onLine(this.#begun.replace(/\r$/, ''));
    this.#begun = '';
    this.#isTooLong = false;
  }
}
