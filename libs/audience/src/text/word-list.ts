import { foldText, squeeze } from './fold.js';

const SHORT = 4;

/** The words that a host does not want to read, however they are spelt. */
export class WordList {
  readonly words: readonly string[];
  readonly #long: string[];
  readonly #short: Set<string>;

  constructor(words: readonly string[]) {
    this.words = words;
    const folded = words.map(foldText).filter((word) => squeeze(word) !== '');
    // Short words are refused only when they stand alone: inside others they are innocent.
    this.#short = new Set(folded.filter((word) => squeeze(word).length < SHORT).map(squeeze));
    this.#long = folded.filter((word) => squeeze(word).length >= SHORT).map(squeeze);
  }

  refuses(text: string): boolean {
    if (this.words.length === 0) return false;
    const folded = foldText(text);
    if (folded.split(/[^\p{L}\p{N}]+/u).some((word) => this.#short.has(word))) return true;
    const squeezed = squeeze(folded);
    return this.#long.some((word) => squeezed.includes(word));
  }
}
