import {
  BOARD,
  type Point,
  printShape,
  type Shape,
  type ShapeKind,
  STROKE_POINTS,
  TEXT_LENGTH,
} from './shape.js';
import { touches } from './touches.js';

export type Tool = ShapeKind | 'eraser';

export interface Pen {
  tool: Tool;
  colour: number;
  width: number;
  /** What the text tool puts down. */
  text: string;
}

export interface BoardDrawingOptions {
  set(key: string, value: string | null): void;
  shapes(): ReadonlyMap<string, Shape>;
  /** Sorts behind every key before it, so that what is drawn later lies above. */
  newKey(): string;
}

interface Step {
  key: string;
  before: string | null;
  after: string | null;
}

const UNDO_STEPS = 100;
/** Points that are nearer say nothing. */
const APART = 3;

/** From the movements of one hand to shapes, and back again step by step. */
export class BoardDrawing {
  readonly #options: BoardDrawingOptions;
  readonly #steps: Step[][] = [];
  #current: { key: string; shape: Shape; pen: Pen } | undefined;
  #erasing: Step[] | undefined;

  constructor(options: BoardDrawingOptions) {
    this.#options = options;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  begin(pen: Pen, at: Point): void {
    this.end();
    const { tool, colour, width } = pen;
    if (tool === 'eraser') {
      this.#erasing = [];
      this.#erase(at);
      return;
    }
    const text = pen.text.trim().slice(0, TEXT_LENGTH);
    if (tool === 'text' && text === '') return;
    const shape: Shape = {
      kind: tool,
      colour,
      width,
      points: [inside(at)],
      text: tool === 'text' ? text : '',
    };
    this.#current = { key: this.#options.newKey(), shape, pen };
    this.#put();
    if (tool === 'text') this.end();
  }

  move(at: Point): void {
    if (this.#erasing) this.#erase(at);
    if (!this.#current) return;
    const { shape, pen } = this.#current;
    const point = inside(at);
    const last = shape.points.at(-1) ?? point;
    if (Math.hypot(point.x - last.x, point.y - last.y) < APART) return;
    if (shape.kind !== 'pen') this.#current.shape = { ...shape, points: [shape.points[0] ?? point, point] };
    else if (shape.points.length >= STROKE_POINTS) {
      this.begin(pen, last);
      this.move(at);
      return;
    } else this.#current.shape = { ...shape, points: [...shape.points, point] };
    this.#put();
  }

  end(): void {
    if (this.#erasing && this.#erasing.length > 0) this.#remember(this.#erasing);
    this.#erasing = undefined;
    if (!this.#current) return;
    const { key, shape } = this.#current;
    this.#current = undefined;
    this.#remember([{ key, before: null, after: printShape(shape) }]);
  }

  /** Takes back what this hand did last; what another person has changed since stays. */
  undo(): void {
    this.end();
    for (const { key, before, after } of this.#steps.pop() ?? []) {
      const now = this.#options.shapes().get(key);
      if ((now ? printShape(now) : null) === after) this.#options.set(key, before);
    }
  }

  #put(): void {
    if (this.#current) this.#options.set(this.#current.key, printShape(this.#current.shape));
  }

  #erase(at: Point): void {
    for (const [key, shape] of this.#options.shapes()) {
      if (!touches(shape, at)) continue;
      this.#erasing?.push({ key, before: printShape(shape), after: null });
      this.#options.set(key, null);
    }
  }

  #remember(steps: Step[]): void {
    this.#steps.push(steps);
    if (this.#steps.length > UNDO_STEPS) this.#steps.shift();
  }
}

const inside = ({ x, y }: Point): Point => ({
  x: Math.round(Math.min(BOARD.width, Math.max(0, x))),
  y: Math.round(Math.min(BOARD.height, Math.max(0, y))),
});
