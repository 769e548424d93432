import type { CaptionCue } from '#media';

export interface FoundCaption {
  atMs: number;
  endMs: number;
  speaker?: string | undefined;
  text: string;
}

interface Place {
  cue: number;
  atMs: number;
  /** Where it begins in the text. */
  from: number;
}

/** One spelling of each text: width and case of letters make no difference. */
const spelled = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const textOf = ({ words }: CaptionCue): string => words.map(({ text }) => text).join(' ');

/** What was said in one language of a recording, to be searched. */
export class CaptionIndex {
  readonly #cues: readonly CaptionCue[];
  readonly #places: Place[] = [];
  /** All words in order: who searches for a phrase finds it over the ends of cues. */
  readonly #text: string;

  constructor(cues: readonly CaptionCue[]) {
    this.#cues = cues;
    const texts: string[] = [];
    let from = 0;
    for (const [cue, { words }] of cues.entries())
      for (const { atMs, text } of words) {
        const word = `${spelled(text)} `;
        this.#places.push({ cue, atMs, from });
        texts.push(word);
        from += word.length;
      }
    this.#text = texts.join('');
  }

  /** All that was said, in order. */
  get all(): FoundCaption[] {
    return this.#cues.map((cue) => found(cue, cue.startMs, [cue]));
  }

  /** Where these words were said, the first of them once for each cue in which they begin. At most `limit`. */
  find(words: string, limit: number): FoundCaption[] {
    const wanted = spelled(words);
    const hits: FoundCaption[] = [];
    if (wanted === '') return hits;
    let last = -1;
    let at = this.#text.indexOf(wanted);
    while (at >= 0 && hits.length < limit) {
      const first = this.#placeAt(at);
      const end = this.#placeAt(at + wanted.length - 1);
      const cue = first && this.#cues[first.cue];
      if (first !== undefined && end !== undefined && cue !== undefined && first.cue !== last) {
        hits.push(found(cue, first.atMs, this.#cues.slice(first.cue, end.cue + 1)));
        last = first.cue;
      }
      at = this.#text.indexOf(wanted, at + wanted.length);
    }
    return hits;
  }

  #placeAt(at: number): Place | undefined {
    let [low, high] = [0, this.#places.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#places[middle]?.from ?? 0) <= at) low = middle;
      else high = middle;
    }
    return this.#places[low];
  }
}

const found = ({ speaker, endMs }: CaptionCue, atMs: number, cues: readonly CaptionCue[]): FoundCaption => ({
  atMs,
  endMs: Math.max(endMs, ...cues.map((cue) => cue.endMs)),
  ...(speaker === undefined ? {} : { speaker }),
  text: cues.map(textOf).join(' '),
});
