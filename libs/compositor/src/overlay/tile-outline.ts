import { drawSprite, type Ink } from './ink.js';
import type { Sprite } from './sprite.js';

export interface OutlineStyle {
  /** Of the border; nothing: there is none. */
  border: string | undefined;
  hasShadow: boolean;
  gapPx: number;
}

/** What lies around a tile of any size: the middle row and column are repeated (`blendStretched`). */
export interface TileOutline {
  /** How far it reaches out of the tile: even. */
  marginPx: number;
  /** All shadows lie below all borders. */
  shadow: Sprite | undefined;
  border: Sprite | undefined;
}

const SHADOW = { colour: 'rgba(0,0,0,0.6)', blur: 14, down: 3 };
const BORDER = 4;

const evenAbove = (value: number): number => Math.ceil(value / 2) * 2;

/** `radius` is that of the tile's corners; a tile is at least four of them wide and high. */
export function drawTileOutline(style: OutlineStyle, radius: number, unit: number): TileOutline | undefined {
  const border = style.border === undefined ? 0 : Math.min(Math.max(2, BORDER * unit), style.gapPx / 2);
  const blur = style.hasShadow ? SHADOW.blur * unit : 0;
  if (border === 0 && blur === 0) return undefined;
  const marginPx = evenAbove(Math.max(border, blur + SHADOW.down * unit));
  const side = 4 * radius + 2;
  const draw = (paint: (ink: Ink) => void) =>
    drawSprite(side + 2 * marginPx, side + 2 * marginPx, (ink) => {
      ink.translate(marginPx, marginPx);
      paint(ink);
      openTile(ink, side, radius);
    });
  return {
    marginPx,
    shadow: style.hasShadow ? draw((ink) => paintShadow(ink, side, radius, unit)) : undefined,
    border:
      style.border === undefined
        ? undefined
        : draw((ink) => paintBorder(ink, side, radius, border, style.border)),
  };
}

function paintShadow(ink: Ink, side: number, radius: number, unit: number): void {
  ink.shadowColor = SHADOW.colour;
  ink.shadowBlur = SHADOW.blur * unit;
  ink.shadowOffsetY = SHADOW.down * unit;
  ink.fillStyle = '#000000';
  ink.beginPath();
  ink.roundRect(0, 0, side, side, radius);
  ink.fill();
}

function paintBorder(ink: Ink, side: number, radius: number, width: number, colour = '#000000'): void {
  ink.fillStyle = colour;
  ink.beginPath();
  ink.roundRect(-width, -width, side + 2 * width, side + 2 * width, radius + width);
  ink.fill();
}

/** The tile lies there; only through its round corners is the outline seen. */
function openTile(ink: Ink, side: number, radius: number): void {
  ink.shadowColor = 'transparent';
  ink.clearRect(radius, 0, side - 2 * radius, side);
  ink.clearRect(0, radius, side, side - 2 * radius);
}
