import { beforeEach, expect, test } from '@jest/globals';
import { BoardDrawing, type Pen, type Tool } from './board-drawing.js';
import { BOARD, parseShape, type Shape, STROKE_POINTS } from './shape.js';

let shapes: Map<string, Shape>;
let drawing: BoardDrawing;
let keys: number;

const pen = (tool: Tool, more: Partial<Pen> = {}): Pen => ({ tool, colour: 0, width: 0, text: '', ...more });
const set = (key: string, value: string | null) => {
  const shape = value === null ? undefined : parseShape(value);
  if (shape) shapes.set(key, shape);
  else shapes.delete(key);
};
const draw = (tool: Tool, ...points: [number, number][]) => {
  const [[x, y] = [0, 0], ...rest] = points;
  drawing.begin(pen(tool), { x, y });
  for (const [atX, atY] of rest) drawing.move({ x: atX, y: atY });
  drawing.end();
};
const kinds = () => [...shapes.values()].map(({ kind }) => kind);

beforeEach(() => {
  shapes = new Map();
  keys = 0;
  drawing = new BoardDrawing({
    set,
    shapes: () => shapes,
    newKey: () => {
      keys += 1;
      return `k${keys}`;
    },
  });
});

test('a pen keeps where it went, leaving out what is no movement; a line its two ends', () => {
  draw('pen', [0, 0], [1, 1], [10, 10], [20, 10]);
  draw('line', [0, 0], [50, 50], [100, 0]);
  expect([...shapes.values()].map(({ points }) => points.map(({ x, y }) => [x, y]))).toEqual([
    [
      [0, 0],
      [10, 10],
      [20, 10],
    ],
    [
      [0, 0],
      [100, 0],
    ],
  ]);
});

test('a stroke is seen while it is drawn, stays on the board, and goes on as another one when it is long', () => {
  drawing.begin(pen('pen'), { x: -50, y: 0 });
  expect(shapes.size).toBe(1);
  for (let at = 1; at <= STROKE_POINTS + 20; at += 1)
    drawing.move({ x: (at * 20) % BOARD.width, y: (at * 37) % BOARD.height });
  drawing.end();
  const [first, second] = [...shapes.values()];
  expect([first?.points[0], first?.points.length, second?.points[0]]).toEqual([
    { x: 0, y: 0 },
    STROKE_POINTS,
    first?.points.at(-1),
  ]);
});

test('a text is put down with one press, and nothing is no text', () => {
  drawing.begin(pen('text', { text: '  Hello  ' }), { x: 5, y: 6 });
  drawing.move({ x: 500, y: 600 });
  drawing.begin(pen('text', { text: '  ' }), { x: 5, y: 6 });
  expect([...shapes.values()]).toEqual([
    { kind: 'text', colour: 0, width: 0, points: [{ x: 5, y: 6 }], text: 'Hello' },
  ]);
});

test('an eraser takes away what it touches', () => {
  draw('line', [0, 0], [100, 0]);
  draw('rectangle', [200, 200], [400, 400]);
  draw('ellipse', [600, 200], [800, 400]);
  draw('pen', [1_000, 10]);
  draw('eraser', [300, 300], [50, 300]);
  expect(kinds()).toEqual(['line', 'rectangle', 'ellipse', 'pen']);
  draw('eraser', [50, 5], [205, 300], [1_000, 12]);
  expect(kinds()).toEqual(['ellipse']);
});

test('steps are taken back one by one, an erasing in one step', () => {
  draw('line', [0, 0], [100, 0]);
  draw('line', [0, 5], [100, 5]);
  draw('eraser', [50, 0]);
  expect(shapes.size).toBe(0);
  drawing.undo();
  expect(shapes.size).toBe(2);
  drawing.undo();
  drawing.undo();
  drawing.undo();
  expect([shapes.size, drawing.canUndo]).toEqual([0, false]);
});

test('what another person has erased is not brought back, nor what they changed taken out', () => {
  draw('line', [0, 0], [100, 0]);
  shapes.delete('k1');
  drawing.undo();
  draw('line', [0, 0], [100, 0]);
  const theirs: Shape = { kind: 'pen', colour: 3, width: 0, points: [{ x: 1, y: 1 }], text: '' };
  shapes.set('k2', theirs);
  drawing.undo();
  expect([...shapes.values()]).toEqual([theirs]);
});
