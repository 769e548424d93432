import { WORD_CLASSES, type WordClass } from '#protocol';
import { foldedText, WordList } from '../text/word-list.js';

/** Lists of words by class, and one that is refused everywhere: of a show or of the site. */
export class WordClasses {
  readonly #blocked: WordList;
  readonly #classes: readonly [WordClass, WordList][];

  constructor(words: Readonly<Record<WordClass, readonly string[]>>, blocked: readonly string[]) {
    this.#blocked = new WordList(blocked);
    this.#classes = WORD_CLASSES.map((name) => [name, new WordList(words[name])] as [WordClass, WordList]);
  }

  find(text: string): { isBlocked: boolean; classes: WordClass[] } {
    const folded = foldedText(text);
    return {
      isBlocked: this.#blocked.has(folded),
      classes: this.#classes.filter(([, list]) => list.has(folded)).map(([name]) => name),
    };
  }
}
