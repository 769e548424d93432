import { evenRect, type Rect, sameRect } from '../i420.js';

export const GLIDE_MS = 250;

interface Move {
  from: Rect;
  to: Rect;
  beganMs: number;
}

/** Starts and lands softly. */
const ease = (part: number): number => part * part * (3 - 2 * part);

/** Moves tiles from where they are to where they shall be. A tile that is new is simply there. */
export class Glide {
  readonly #moves = new Map<string, Move>();

  /** Where the tile is at this moment. */
  at(id: string, to: Rect, nowMs: number, isGliding: boolean): Rect {
    const move = this.#moves.get(id);
    if (!move || !isGliding) {
      this.#moves.set(id, { from: to, to, beganMs: Number.NEGATIVE_INFINITY });
      return to;
    }
    if (!sameRect(move.to, to)) this.#moves.set(id, { from: place(move, nowMs), to, beganMs: nowMs });
    return place(this.#moves.get(id) as Move, nowMs);
  }

  /** All tiles are simply there. */
  forget(): void {
    this.#moves.clear();
  }

  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#moves.keys()) if (!ids.has(id)) this.#moves.delete(id);
  }
}

function place({ from, to, beganMs }: Move, nowMs: number): Rect {
  const part = (nowMs - beganMs) / GLIDE_MS;
  if (part >= 1) return to;
  const share = ease(Math.max(0, part));
  const between = (a: number, b: number) => a + (b - a) * share;
  return evenRect({
    x: between(from.x, to.x),
    y: between(from.y, to.y),
    width: between(from.width, to.width),
    height: between(from.height, to.height),
  });
}
