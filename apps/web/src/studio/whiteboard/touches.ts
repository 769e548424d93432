import { type Point, type Shape, WIDTHS } from './shape.js';

/** An eraser of this radius is a finger. */
const REACH = 18;
/** Of a letter, by the width of its shape: for a text's box. */
const LETTER = [18, 29, 47] as const;
const LINE_HEIGHT = 1.9;

/** Whether an eraser at that point touches the shape. */
export function touches(shape: Shape, at: Point): boolean {
  const reach = REACH + (WIDTHS[shape.width] ?? 0) / 2;
  return linesOf(shape).some(([from, to]) => distance(at, from, to) <= reach);
}

function linesOf({ kind, points, text, width }: Shape): readonly (readonly [Point, Point])[] {
  const from = points[0] ?? { x: 0, y: 0 };
  const to = points.at(-1) ?? from;
  if (kind === 'text') {
    const letter = LETTER[width] ?? LETTER[0];
    const middle = from.y + letter * (LINE_HEIGHT / 2);
    return [
      [
        { x: from.x, y: middle },
        { x: from.x + text.length * letter, y: middle },
      ],
    ];
  }
  // An ellipse is touched at the box around it.
  if (kind === 'rectangle' || kind === 'ellipse') {
    const corners = [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }, from];
    return linesThrough(corners);
  }
  return points.length === 1 ? [[from, from]] : linesThrough(points);
}

const linesThrough = (points: readonly Point[]): (readonly [Point, Point])[] =>
  points.slice(1).map((to, at) => [points[at] ?? to, to] as const);

function distance(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}
