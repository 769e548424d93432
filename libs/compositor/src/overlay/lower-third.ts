import { drawSprite, fitLine, font, plainLine, textWidth } from './ink.js';
import type { Face } from './overlays.js';
import type { Sprite } from './sprite.js';

interface Brand {
  accent: string;
  font: Face;
}

/** The title bar: a plate with an edge in the show's colour, as wide as its text needs. */
export function drawTitle(
  title: { text: string; subtitle: string },
  { accent, font: face }: Brand,
  canvasWidth: number,
  unit: number,
): Sprite {
  const large = Math.round(32 * unit);
  const small = Math.round(19 * unit);
  const pad = Math.round(20 * unit);
  const edge = Math.round(7 * unit);
  const room = canvasWidth * 0.72;
  const line = fitLine(title.text, font(700, large, face), room);
  const below = title.subtitle ? fitLine(title.subtitle, font(400, small, face), room) : '';
  const textRoom = Math.max(
    textWidth(line, font(700, large, face)),
    textWidth(below, font(400, small, face)),
  );
  const width = edge + pad * 2 + textRoom;
  const height = Math.round(below ? large * 1.5 + small * 1.75 + pad * 0.7 : large * 1.45 + pad * 0.8);
  return drawSprite(width, height, (ink) => {
    ink.fillStyle = 'rgba(11,14,20,0.86)';
    ink.fillRect(edge, 0, width - edge, height);
    ink.fillStyle = accent;
    ink.fillRect(0, 0, edge, height);
    ink.fillStyle = '#ffffff';
    ink.font = font(700, large, face);
    ink.fillText(line, edge + pad, pad * 0.4 + large * 1.08);
    ink.fillStyle = 'rgba(255,255,255,0.74)';
    ink.font = font(400, small, face);
    ink.fillText(below, edge + pad, pad * 0.4 + large * 1.4 + small * 1.15);
  });
}

export const tickerHeight = (unit: number): number => Math.round(21 * unit) * 2;

/** The band that the ticker's text runs on. */
export function drawTickerBand(accent: string, canvasWidth: number, unit: number): Sprite {
  const height = tickerHeight(unit);
  return drawSprite(canvasWidth, height, (ink) => {
    ink.fillStyle = 'rgba(11,14,20,0.92)';
    ink.fillRect(0, 0, canvasWidth, height);
    ink.fillStyle = accent;
    ink.fillRect(0, 0, canvasWidth, Math.max(2, Math.round(3 * unit)));
  });
}

/** Longer than this no band of text is drawn: it would be as large as a few films. */
const TICKER_WIDTH_AT_MOST = 12_000;

export function drawTickerText(text: string, face: Face, unit: number): Sprite {
  const size = Math.round(20 * unit);
  const height = tickerHeight(unit);
  const textFont = font(500, size, face);
  const line = fitLine(plainLine(text), textFont, TICKER_WIDTH_AT_MOST);
  return drawSprite(textWidth(line, textFont) + 4, height, (ink) => {
    ink.font = textFont;
    ink.fillStyle = '#ffffff';
    ink.fillText(line, 2, height / 2 + size * 0.42);
  });
}

const TRAVEL_PX_A_SECOND = 110;

/** Where the text stands: it enters at the right edge, leaves at the left and comes again. */
export function tickerX(elapsedMs: number, canvasWidth: number, textWidthPx: number): number {
  const way = canvasWidth + textWidthPx;
  const gone = ((elapsedMs / 1_000) * TRAVEL_PX_A_SECOND) % way;
  return canvasWidth - Math.floor(gone / 2) * 2;
}
