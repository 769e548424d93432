import type { Overlays } from './overlays.js';

type Title = NonNullable<Overlays['title']>;

/** A title is read as soon as it stands: its way is short. */
const COMES_MS = 400;
const LEAVES_MS = 250;

export interface MovingTitle {
  title: Title;
  /** Of its way from beyond the edge to its place, 0 to 1. */
  share: number;
}

/** Fast at the edge, slow at its place. */
const ease = (part: number): number => 1 - (1 - part) ** 3;

const keyOf = (title: Title | undefined): string => (title ? `${title.text}\n${title.subtitle}` : '');

/** Where a lower third is on its way: the one before leaves, then the next one comes. A function of time. */
export class TitleMotion {
  #title: Title | undefined;
  #leaving: Title | undefined;
  #moves = false;
  #sinceMs: number | undefined;

  /** `moves`: by itself; a title that belongs to a scene is there with the scene's first frame. */
  set(title: Title | undefined, moves: boolean): void {
    if (keyOf(title) === keyOf(this.#title)) return;
    this.#leaving = moves ? this.#title : undefined;
    this.#title = title;
    this.#moves = moves;
    this.#sinceMs = undefined;
  }

  at(elapsedMs: number): MovingTitle | undefined {
    this.#sinceMs ??= elapsedMs;
    const sinceMs = elapsedMs - this.#sinceMs;
    const leavesMs = this.#leaving ? LEAVES_MS : 0;
    if (this.#leaving && sinceMs < leavesMs)
      return { title: this.#leaving, share: ease(1 - sinceMs / leavesMs) };
    const title = this.#title;
    if (!title) return undefined;
    const share = this.#moves ? Math.min(1, (sinceMs - leavesMs) / COMES_MS) : 1;
    return { title, share: ease(share) };
  }
}
