/** Lines out of pieces of text. One that is too long is left out, and never held. */
export class BoundedLines {
  readonly #longest: number;
  readonly #onLine: (line: string) => void;
  #begun = '';
  #isTooLong = false;

  constructor(longest: number, onLine: (line: string) => void) {
    this.#longest = longest;
    this.#onLine = onLine;
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
    if (!this.#isTooLong) this.#onLine(this.#begun.replace(/\r$/, ''));
    this.#begun = '';
    this.#isTooLong = false;
  }
}
