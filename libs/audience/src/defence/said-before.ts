import { isNear, isSame, sketchText, type TextSketch } from './text-sketch.js';

interface Said {
  personId: string;
  sketch: TextSketch;
  atMs: number;
}

export interface SaidFacts {
  isRepeated: boolean;
  isCopied: boolean;
}

const OWN_WINDOW_MS = 30_000;
const OTHERS_WINDOW_MS = 60_000;
/** Of one person. */
const OWN_KEPT = 8;
const PEOPLE_KEPT = 20_000;
/** Of all long texts of a show: the newest. */
const LONG_KEPT = 256;
/** The same short line may be said so often in the window; a long one once, near-same ones twice. */
const SHORT_TIMES = 2;
const NEAR_TIMES = 2;
/** So many others who said as much make a copy of it. */
const OTHERS = 4;

/** What was said in one show a moment ago, by each person and by all: finds repetitions. Of bounded size. */
export class SaidBefore {
  /** In the order of each person's newest line. */
  readonly #own = new Map<string, Said[]>();
  #long: Said[] = [];

  /** Judges a line by what came before it, and remembers it: a refused repetition is one more. */
  add(personId: string, text: string, nowMs: number, isNewcomer: boolean): SaidFacts {
    const said = { personId, sketch: sketchText(text), atMs: nowMs };
    const facts = { isRepeated: this.#isRepeated(said, isNewcomer), isCopied: this.#isCopied(said) };
    this.#remember(said);
    return facts;
  }

  /** The newest line of this person was not stored: sending it again is no repetition. */
  forgetNewest(personId: string): void {
    const newest = this.#own.get(personId)?.pop();
    this.#long = this.#long.filter((each) => each !== newest);
  }

  /** How many people have lines that are remembered. */
  get people(): number {
    return this.#own.size;
  }

  #isRepeated({ personId, sketch, atMs }: Said, isNewcomer: boolean): boolean {
    const own = (this.#own.get(personId) ?? []).filter((each) => atMs - each.atMs < OWN_WINDOW_MS);
    const same = own.filter((each) => isSame(each.sketch, sketch)).length;
    const near = own.filter((each) => isNear(each.sketch, sketch)).length;
    const times = sketch.isLong || isNewcomer ? 1 : SHORT_TIMES;
    return same >= times || near >= NEAR_TIMES;
  }

  /** Only long texts: many people cheer in the same few words. */
  #isCopied({ personId, sketch, atMs }: Said): boolean {
    if (!sketch.isLong) return false;
    const others = new Set<string>();
    for (const each of this.#long)
      if (each.personId !== personId && atMs - each.atMs < OTHERS_WINDOW_MS && isNear(each.sketch, sketch))
        others.add(each.personId);
    return others.size >= OTHERS;
  }

  #remember(said: Said): void {
    const own = this.#own.get(said.personId) ?? [];
    this.#own.delete(said.personId);
    this.#own.set(said.personId, [...own.slice(1 - OWN_KEPT), said]);
    for (const [personId, theirs] of this.#own) {
      const isRecent = said.atMs - (theirs.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) < OWN_WINDOW_MS;
      if (isRecent && this.#own.size <= PEOPLE_KEPT) break;
      this.#own.delete(personId);
    }
    if (said.sketch.isLong) this.#long = [...this.#long.slice(1 - LONG_KEPT), said];
  }
}
