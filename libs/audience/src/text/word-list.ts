import { foldText, squeeze } from './fold.js';

const SHORT = 4;

/** A text as all lists read it, so that it is folded once. */
export interface FoldedText {
  words: ReadonlySet<string>;
  squeezed: string;
}

export function foldedText(text: string): FoldedText {
  const folded = foldText(text);
  return { words: new Set(folded.split(/[^\p{L}\p{N}]+/u)), squeezed: squeeze(folded) };
}

/** The words that a host does not want to read, however they are spelt. */
export class WordList {
  readonly #long: string[];
  readonly #short: string[];

  constructor(words: readonly string[]) {
    const folded = words.map((word) => squeeze(foldText(word))).filter((word) => word !== '');
    // Short words are refused only when they stand alone: inside others they are innocent.
    this.#short = folded.filter((word) => word.length < SHORT);
    this.#long = folded.filter((word) => word.length >= SHORT);
  }

  has({ words, squeezed }: FoldedText): boolean {
    return this.#short.some((word) => words.has(word)) || this.#long.some((word) => squeezed.includes(word));
  }
}
