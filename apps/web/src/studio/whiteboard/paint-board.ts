import { BOARD, type Point, type Shape, WIDTHS } from './shape.js';

export interface BoardColours {
  ground: string;
  inks: readonly string[];
}

/** What is used of a canvas: tests stand in for it. */
export type BoardContext = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'ellipse'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineCap'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'quadraticCurveTo'
  | 'setTransform'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'textBaseline'
>;

const FONT_OF_WIDTH = [32, 52, 84] as const;
const ARROW_HEAD = 5;

/** Draws the whole board at this width. */
export function paintBoard(
  context: BoardContext,
  widthPx: number,
  shapes: Iterable<Shape>,
  { ground, inks }: BoardColours,
): void {
  const scale = widthPx / BOARD.width;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, BOARD.width, BOARD.height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.textBaseline = 'top';
  for (const shape of shapes) {
    const ink = inks[shape.colour] ?? '';
    context.strokeStyle = ink;
    context.fillStyle = ink;
    context.lineWidth = WIDTHS[shape.width] ?? WIDTHS[0];
    paintShape(context, shape);
  }
}

function paintShape(context: BoardContext, shape: Shape): void {
  const { kind, points, text, width } = shape;
  const from = points[0] ?? { x: 0, y: 0 };
  const to = points.at(-1) ?? from;
  if (kind === 'pen') paintStroke(context, points);
  else if (kind === 'text') {
    context.font = `${FONT_OF_WIDTH[width] ?? FONT_OF_WIDTH[0]}px sans-serif`;
    context.fillText(text, from.x, from.y);
  } else if (kind === 'rectangle') context.strokeRect(from.x, from.y, to.x - from.x, to.y - from.y);
  else paintOutline(context, kind, from, to);
}

function paintOutline(
  context: BoardContext,
  kind: 'line' | 'arrow' | 'ellipse',
  from: Point,
  to: Point,
): void {
  context.beginPath();
  if (kind === 'ellipse') {
    const [radiusX, radiusY] = [Math.abs(to.x - from.x) / 2, Math.abs(to.y - from.y) / 2];
    context.ellipse((from.x + to.x) / 2, (from.y + to.y) / 2, radiusX, radiusY, 0, 0, 2 * Math.PI);
  } else {
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    if (kind === 'arrow') pathArrowHead(context, from, to);
  }
  context.stroke();
}

/** Curves through the middles between the points, so that a quick hand has no corners. */
function paintStroke(context: BoardContext, points: readonly Point[]): void {
  const [first] = points;
  if (first === undefined) return;
  context.beginPath();
  context.moveTo(first.x, first.y);
  // A dot is a line to itself.
  if (points.length === 1) context.lineTo(first.x, first.y);
  for (const [at, point] of points.entries()) {
    const next = points[at + 1];
    if (at === 0) continue;
    if (next === undefined) context.lineTo(point.x, point.y);
    else context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  }
  context.stroke();
}

function pathArrowHead(context: BoardContext, from: Point, to: Point): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const length = ARROW_HEAD * context.lineWidth;
  for (const side of [-1, 1]) {
    const turned = angle + Math.PI + side * (Math.PI / 7);
    context.moveTo(to.x, to.y);
    context.lineTo(to.x + length * Math.cos(turned), to.y + length * Math.sin(turned));
  }
}
