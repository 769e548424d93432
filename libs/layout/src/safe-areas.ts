import type { Rect, Size } from './layout.js';

/** Shares of a canvas at each of its sides. */
interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface SafeAreas {
  /** What must be seen stays in it: names on tiles. */
  action: Rect;
  /** What must be read, and what is read first: titles, logos, clocks, captions. */
  title: Rect;
}

const around = (share: number): Margins => ({ top: share, right: share, bottom: share, left: share });

/** Of a canvas that is wide or square: EBU R 95. */
const WIDE = { action: around(0.035), title: around(0.05) };
/** Apps lay their bar over the top of a phone's video, and words and controls over a fifth of it below. */
const TALL = {
  action: { top: 0.08, right: 0.035, bottom: 0.2, left: 0.035 },
  title: { top: 0.1, right: 0.05, bottom: 0.2, left: 0.05 },
};

const even = (value: number): number => Math.round(value / 2) * 2;

function inside({ width, height }: Size, { top, right, bottom, left }: Margins): Rect {
  const [x, y] = [even(width * left), even(height * top)];
  return { x, y, width: even(width * (1 - right)) - x, height: even(height * (1 - bottom)) - y };
}

/** What players and apps leave free of a canvas of this shape, on even coordinates. */
export function safeAreas(canvas: Size): SafeAreas {
  const { action, title } = canvas.height > canvas.width ? TALL : WIDE;
  return { action: inside(canvas, action), title: inside(canvas, title) };
}
