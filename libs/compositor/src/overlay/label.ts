import { drawSprite, fitLine, font, type Ink, textWidth } from './ink.js';
import type { Face } from './overlays.js';
import type { Sprite } from './sprite.js';

export interface LabelContent {
  name: string;
  muted: boolean;
  weakConnection: boolean;
  accent: string;
  face: Face;
}

/** A microphone with a stroke through it. */
export function drawMutedMark(ink: Ink, x: number, y: number, size: number, colour: string): void {
  const u = size / 16;
  ink.save();
  ink.translate(x, y);
  ink.strokeStyle = colour;
  ink.fillStyle = colour;
  ink.lineWidth = 1.6 * u;
  ink.lineCap = 'round';
  ink.beginPath();
  ink.roundRect(5.6 * u, 1 * u, 4.8 * u, 8.4 * u, 2.4 * u);
  ink.fill();
  ink.beginPath();
  ink.arc(8 * u, 7 * u, 4.6 * u, 0.15 * Math.PI, 0.85 * Math.PI);
  ink.moveTo(8 * u, 11.8 * u);
  ink.lineTo(8 * u, 14.6 * u);
  ink.stroke();
  ink.globalCompositeOperation = 'destination-out';
  ink.lineWidth = 3.6 * u;
  ink.beginPath();
  ink.moveTo(2.2 * u, 2.2 * u);
  ink.lineTo(13.8 * u, 13.8 * u);
  ink.stroke();
  ink.globalCompositeOperation = 'source-over';
  ink.lineWidth = 1.6 * u;
  ink.beginPath();
  ink.moveTo(2.2 * u, 2.2 * u);
  ink.lineTo(13.8 * u, 13.8 * u);
  ink.stroke();
  ink.restore();
}

/** Three bars, of which only the first is lit. */
export function drawWeakMark(ink: Ink, x: number, y: number, size: number): void {
  const bar = size / 4.6;
  for (let index = 0; index < 3; index += 1) {
    const height = (size * (index + 1.4)) / 3.6;
    ink.fillStyle = index === 0 ? '#ffb224' : 'rgba(255,255,255,0.32)';
    ink.beginPath();
    ink.roundRect(x + index * bar * 1.6, y + size - height, bar, height, bar / 3);
    ink.fill();
  }
}

/** The name plate of a tile. `unit` is 1 on a canvas whose shorter side has 720 points. */
export function drawLabel(content: LabelContent, tileWidth: number, unit: number): Sprite {
  const isSmall = tileWidth < 360 * unit;
  const size = Math.round((isSmall ? 15 : 20) * unit);
  const textFont = font(500, size, content.face);
  const mark = Math.round(size * 0.95);
  const pad = Math.round(size * 0.6);
  const bar = Math.max(3, Math.round(size * 0.2));
  const marks = (content.muted ? mark + pad * 0.6 : 0) + (content.weakConnection ? mark + pad * 0.6 : 0);
  const room = Math.max(size, tileWidth * 0.86 - marks - pad * 2 - bar);
  const name = fitLine(content.name, textFont, room);
  const width = bar + pad * 2 + textWidth(name, textFont) + marks;
  const height = Math.round(size * 1.75);
  return drawSprite(width, height, (ink) => {
    // Marks first: cutting the stroke out of the microphone must not cut the plate.
    let x = bar + pad;
    const middle = (height - mark) / 2;
    if (content.muted) {
      drawMutedMark(ink, x, middle, mark, '#ff8b93');
      x += mark + pad * 0.6;
    }
    if (content.weakConnection) {
      drawWeakMark(ink, x, middle, mark);
      x += mark + pad * 0.6;
    }
    ink.globalCompositeOperation = 'destination-over';
    ink.fillStyle = content.accent;
    ink.beginPath();
    ink.roundRect(0, 0, bar, height, [bar, 0, 0, bar]);
    ink.fill();
    ink.fillStyle = 'rgba(11,14,20,0.78)';
    ink.beginPath();
    ink.roundRect(bar, 0, width - bar, height, [0, 4 * unit, 4 * unit, 0]);
    ink.fill();
    ink.globalCompositeOperation = 'source-over';
    ink.font = textFont;
    ink.fillStyle = '#ffffff';
    ink.fillText(name, x, height / 2 + size * 0.36);
  });
}
