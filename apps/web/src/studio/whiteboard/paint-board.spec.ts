import { expect, test } from '@jest/globals';
import { type BoardContext, paintBoard } from './paint-board.js';
import type { Shape, ShapeKind } from './shape.js';

const COLOURS = { ground: 'white', inks: ['black', 'red'] };

/** Writes down what is called, in its order. */
function record(): { context: BoardContext; calls: string[] } {
  const calls: string[] = [];
  const values: Record<string, unknown> = {};
  const context = new Proxy(values, {
    get: (_, name: string) =>
      name in values
        ? values[name]
        : (...all: unknown[]) =>
            void calls.push(
              [name, ...all.map((each) => (typeof each === 'number' ? Math.round(each) : each))].join(' '),
            ),
    set: (_, name: string, value) => {
      values[name] = value;
      if (name === 'strokeStyle') calls.push(`ink ${value}`);
      return true;
    },
  });
  return { context: context as unknown as BoardContext, calls };
}

const shape = (kind: ShapeKind, more: Partial<Shape> = {}): Shape => ({
  kind,
  colour: 1,
  width: 0,
  points: [
    { x: 100, y: 100 },
    { x: 300, y: 200 },
  ],
  text: '',
  ...more,
});

const painted = (...shapes: Shape[]) => {
  const { context, calls } = record();
  paintBoard(context, 800, shapes, COLOURS);
  return calls;
};

test('an empty board is its ground alone, as large as it is drawn', () => {
  expect(painted()).toEqual(['setTransform 1 0 0 1 0 0', 'fillRect 0 0 1600 900']);
});

test.each([
  ['line', ['beginPath', 'moveTo 100 100', 'lineTo 300 200', 'stroke']],
  ['rectangle', ['strokeRect 100 100 200 100']],
  ['ellipse', ['beginPath', 'ellipse 200 150 100 50 0 0 6', 'stroke']],
  ['pen', ['beginPath', 'moveTo 100 100', 'lineTo 300 200', 'stroke']],
] as const)('a %s', (kind, calls) => {
  expect(painted(shape(kind)).slice(2)).toEqual(['ink red', ...calls]);
});

test('an arrow has a head of two lines', () => {
  expect(painted(shape('arrow')).filter((call) => call.startsWith('moveTo 300 200'))).toHaveLength(2);
});

test('a dot is drawn, a stroke is curved between its points, and text stands where it was put', () => {
  expect(painted(shape('pen', { points: [{ x: 5, y: 6 }] })).slice(-2)).toEqual(['lineTo 5 6', 'stroke']);
  const points = [0, 10, 20].map((x) => ({ x, y: 0 }));
  expect(painted(shape('pen', { points }))).toContain('quadraticCurveTo 10 0 15 0');
  expect(painted(shape('text', { text: 'Hello' })).at(-1)).toBe('fillText Hello 100 100');
});
