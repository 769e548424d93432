import { describe, expect, test } from '@jest/globals';
import { countdownText } from './countdown.js';
import { loadFace } from './faces.js';
import { fitLine, font, initialsOf, plainLine, textWidth } from './ink.js';
import { drawLabel } from './label.js';
import { tickerX } from './lower-third.js';
import { overlaysSchema, slateSchema } from './overlays.js';
import { drawSlate } from './slate.js';
import type { Sprite } from './sprite.js';

const FONT = font(500, 20);

describe('a line of text', () => {
  test('is left alone when it fits', () => {
    expect(fitLine('Rosa', FONT, 400)).toBe('Rosa');
  });

  test.each([
    'x'.repeat(500),
    '김연아'.repeat(200),
    '👩‍👩‍👧‍👦'.repeat(100),
    'محمد صلاح '.repeat(60),
    `'"%{pts}\\:`.repeat(50),
  ])('is cut between characters when it does not: %#', (text) => {
    const line = fitLine(text, FONT, 200);
    expect(line.endsWith('…')).toBe(true);
    expect(textWidth(line, FONT)).toBeLessThanOrEqual(200);
    // No half of a family: what is left is a beginning of the text.
    expect(plainLine(text).startsWith(line.slice(0, -1).trimEnd())).toBe(true);
    expect(line).not.toMatch(/\u200d…$/);
  });

  test('has no breaks, control characters or marks that turn what follows', () => {
    expect(plainLine(' a\n\tb\u0000c \u202ed\u2066 ')).toBe('a b c d');
  });
});

test.each([
  ['Rosa Luxemburg', 'RL'],
  ['김연아', '김'],
  ['ji-woo 박 🎹', 'J박'],
  ['🎤', '🎤'],
  ['  ', ''],
  ['"100%" o’Brien', '1O'],
  ['x'.repeat(100_000), 'X'],
])('the initials of %p', (name, initials) => {
  if (name.length < 100) expect(initialsOf(name)).toBe(initials);
  else expect(initialsOf(name)).toBe('X');
});

test('a name plate never grows out of its tile', () => {
  const content = {
    ...{ name: '김연아 '.repeat(100), muted: true, weakConnection: true, accent: '#ff0000' },
    face: 'sans' as const,
  };
  for (const width of [160, 320, 640, 1_280])
    expect(drawLabel(content, width, 1).width).toBeLessThanOrEqual(width);
});

test.each([
  [0, '00:00'],
  [1, '00:01'],
  [999, '00:01'],
  [61_000, '01:01'],
  [3_600_000, '1:00:00'],
  [-5_000, '00:00'],
])('%i ms before the end the clock says %s', (left, text) => {
  expect(countdownText(1_000_000 + left, 1_000_000)).toBe(text);
});

test('a ticker enters at the right, leaves at the left and comes again, on even columns', () => {
  expect(tickerX(0, 1_280, 500)).toBe(1_280);
  const places = Array.from({ length: 600 }, (_, tick) => tickerX((tick * 1_000) / 30, 1_280, 500));
  expect(Math.min(...places)).toBeLessThan(-480);
  expect(places.every((x) => x % 2 === 0)).toBe(true);
  expect(places.at(-1)).toBeGreaterThan(0);
});

test('what the host sends is checked', () => {
  expect(() => overlaysSchema.parse({ accent: 'red' })).toThrow();
  expect(() => slateSchema.parse({ kind: 'party' })).toThrow();
  expect(overlaysSchema.parse({}).labels).toBe(true);
});

test.each(['serif', 'round', 'poster'] as const)(
  'the %s face has Latin and Korean letters of its own',
  (face) => {
    const wide = (text: string) => textWidth(text, font(700, 40, face));
    const before = [wide('Friday'), wide('금요일')];
    loadFace(face);
    const after = [wide('Friday'), wide('금요일')];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  },
);

const bytesOf = ({ y, u, v }: Sprite) => Buffer.concat([y, u, v].map(({ values }) => values));

test('a slate has the colour of its show and speaks its language', () => {
  const draw = (accent: string, language: 'en' | 'ko') =>
    drawSlate({ kind: 'break', text: '' }, { accent, language, face: 'sans' }, 640, 360);
  const english = draw('#00a152', 'en');
  expect(Buffer.compare(bytesOf(english), bytesOf(draw('#00a152', 'ko')))).not.toBe(0);
  expect(Buffer.compare(bytesOf(english), bytesOf(draw('#a1002f', 'en')))).not.toBe(0);
});
