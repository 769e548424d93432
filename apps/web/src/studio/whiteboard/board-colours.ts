import type { BoardColours } from './paint-board.js';
import { COLOURS } from './shape.js';

/** Out of `tokens.css`: a board looks the same for everybody, whatever theme they have. */
export function boardColours(): BoardColours {
  const style = getComputedStyle(document.documentElement);
  return {
    ground: style.getPropertyValue('--board'),
    inks: Array.from({ length: COLOURS }, (_, at) => style.getPropertyValue(`--ink-${at}`)),
  };
}
