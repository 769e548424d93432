import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { familiesOf, weightOf } from './faces.js';
import type { Face } from './overlays.js';
import { type Sprite, spriteFromRgba } from './sprite.js';

export type Ink = SKRSContext2D;

/** Latin, Korean, Chinese and Japanese in one hand; then everything else; then the coloured ones. */
const FAMILIES = '"Noto Sans CJK KR", "Noto Sans CJK JP", "DejaVu Sans", "Noto Color Emoji", sans-serif';

export const font = (weight: 400 | 500 | 700, sizePx: number, face: Face = 'sans'): string =>
  `${weightOf(face, weight)} ${sizePx}px ${familiesOf(face)}${FAMILIES}`;

const toEven = (value: number): number => Math.max(2, Math.ceil(value / 2) * 2);

/** Draws on an empty, transparent sheet and makes a sprite of it. */
export function drawSprite(
  widthPx: number,
  heightPx: number,
  draw: (ink: Ink, canvas: Canvas) => void,
): Sprite {
  const width = toEven(widthPx);
  const height = toEven(heightPx);
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  ink.textBaseline = 'alphabetic';
  draw(ink, canvas);
  return spriteFromRgba(ink.getImageData(0, 0, width, height).data, width, height);
}

const measuring = createCanvas(2, 2).getContext('2d');

export function textWidth(text: string, textFont: string): number {
  measuring.font = textFont;
  return measuring.measureText(text).width;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Nobody reads further on a label, and a stranger's novel must not cost a tick. */
const GRAPHEMES_AT_MOST = 400;

/** Control characters, line breaks and the marks that turn the direction of what follows are not drawn. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** As much of a line as fits, cut between what a reader takes for characters. */
export function fitLine(text: string, textFont: string, widthPx: number): string {
  const line = plainLine(text);
  const parts: string[] = [];
  for (const { segment } of graphemes.segment(line)) {
    parts.push(segment);
    if (parts.length > GRAPHEMES_AT_MOST) break;
  }
  const isWhole = parts.length <= GRAPHEMES_AT_MOST;
  if (isWhole && textWidth(line, textFont) <= widthPx) return line;
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(`${parts.slice(0, middle).join('')}…`, textFont) <= widthPx) low = middle;
    else high = middle - 1;
  }
  return `${parts.slice(0, low).join('').trimEnd()}…`;
}

const firstMatching = (word: string, wanted: RegExp): string => {
  for (const { segment } of graphemes.segment(word)) if (wanted.test(segment)) return segment;
  return '';
};

/** The first characters of the first and last word. Images count only for a name without letters. */
export function initialsOf(name: string): string {
  const words = plainLine(name).slice(0, 200).split(' ');
  for (const wanted of [/[\p{L}\p{N}]/u, /\p{Extended_Pictographic}/u]) {
    const found = words.map((word) => firstMatching(word, wanted)).filter((initial) => initial !== '');
    const [first, ...others] = found;
    if (first) return `${first}${others.at(-1) ?? ''}`.toLocaleUpperCase();
  }
  return '';
}
