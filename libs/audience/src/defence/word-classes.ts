import { WORD_CLASSES, type WordClass } from '#protocol';
import { type FoldedText, WordList } from '../text/word-list.js';

/** The lists of words of a show or of the site: one by class, and one whose words are always refused. */
export class WordClasses {
  readonly #blocked: WordList;
  readonly #classes: readonly [WordClass, WordList][];

  constructor(words: Readonly<Record<WordClass, readonly string[]>>, blocked: readonly string[]) {
    this.#blocked = new WordList(blocked);
    this.#classes = WORD_CLASSES.map((name) => [name, new WordList(words[name])] as [WordClass, WordList]);
  }

  find(text: FoldedText): { isBlocked: boolean; classes: WordClass[] } {
    return {
      isBlocked: this.#blocked.has(text),
      classes: this.#classes.filter(([, list]) => list.has(text)).map(([name]) => name),
    };
  }
}
