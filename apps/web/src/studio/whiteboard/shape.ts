/** The units of a drawing, whatever its size on a screen. */
export const BOARD = { width: 1_600, height: 900 } as const;
export const SHAPES = ['pen', 'line', 'arrow', 'rectangle', 'ellipse', 'text'] as const;
export type ShapeKind = (typeof SHAPES)[number];
export const COLOURS = 6;
export const WIDTHS = [4, 8, 16] as const;
/** A stroke that grows longer goes on as another one: values of shared state are bounded. */
export const STROKE_POINTS = 400;
export const TEXT_LENGTH = 120;

export interface Point {
  x: number;
  y: number;
}

export interface Shape {
  kind: ShapeKind;
  /** Which of the board's colours. */
  colour: number;
  /** Which of `WIDTHS`. */
  width: number;
  /** Two, from corner to corner, except of a pen (all it went over) and a text (where it begins). */
  points: readonly Point[];
  text: string;
}

const isIndex = (value: unknown, of: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < of;

/** What others have written may be anything: what is no shape is not drawn. */
export function parseShape(written: string): Shape | undefined {
  let read: unknown;
  try {
    read = JSON.parse(written);
  } catch {
    return undefined;
  }
  if (!Array.isArray(read)) return undefined;
  const [kind, colour, width, flat, text] = read as unknown[];
  const points = pointsOf(flat);
  if (!SHAPES.includes(kind as ShapeKind) || !isIndex(colour, COLOURS) || !isIndex(width, WIDTHS.length))
    return undefined;
  if (points === undefined || typeof text !== 'string' || text.length > TEXT_LENGTH) return undefined;
  return { kind: kind as ShapeKind, colour, width, points, text };
}

export const printShape = ({ kind, colour, width, points, text }: Shape): string =>
  JSON.stringify([kind, colour, width, points.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]), text]);

function pointsOf(flat: unknown): Point[] | undefined {
  if (!Array.isArray(flat) || flat.length < 2 || flat.length % 2 === 1 || flat.length > STROKE_POINTS * 2)
    return undefined;
  if (!flat.every((each) => Number.isFinite(each) && Math.abs(each) <= BOARD.width * 2)) return undefined;
  const points: Point[] = [];
  for (let at = 0; at < flat.length; at += 2) points.push({ x: flat[at], y: flat[at + 1] });
  return points;
}
