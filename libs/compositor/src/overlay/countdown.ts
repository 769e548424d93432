import { drawSprite, fitLine, font, textWidth } from './ink.js';
import type { Face } from './overlays.js';
import type { Sprite } from './sprite.js';

/** `1:02:05` or `02:05`; the last second shows as 00:01, and then it stays at zero. */
export function countdownText(endsAtWallMs: number, nowWallMs: number): string {
  const seconds = Math.max(0, Math.ceil((endsAtWallMs - nowWallMs) / 1_000));
  const two = (value: number) => `${value}`.padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds >= 3_600 ? `${Math.floor(seconds / 3_600)}:${clock}` : clock;
}

/** Digits in cells of one width, so that the time does not jitter as it runs. */
export function drawCountdown(
  text: string,
  label: string,
  { unit, isLarge, face }: { unit: number; isLarge: boolean; face: Face },
): Sprite {
  const size = Math.round((isLarge ? 54 : 28) * unit);
  const small = Math.round((isLarge ? 20 : 15) * unit);
  const digits = font(700, size, face);
  const cell = textWidth('0', digits);
  const colon = cell * 0.55;
  const timeWidth = [...text].reduce((sum, character) => sum + (character === ':' ? colon : cell), 0);
  const caption = label ? fitLine(label, font(500, small, face), 400 * unit) : '';
  const pad = Math.round(14 * unit);
  const width = Math.max(timeWidth, textWidth(caption, font(500, small, face))) + pad * 2;
  const height = size * 1.3 + (caption ? small * 1.6 : 0);
  return drawSprite(width, height, (ink) => {
    if (!isLarge) {
      ink.fillStyle = 'rgba(11,14,20,0.78)';
      ink.beginPath();
      ink.roundRect(0, 0, width, height, 4 * unit);
      ink.fill();
    }
    ink.textAlign = 'center';
    ink.fillStyle = 'rgba(255,255,255,0.76)';
    ink.font = font(500, small, face);
    ink.fillText(caption, width / 2, small * 1.4);
    ink.fillStyle = '#ffffff';
    ink.font = digits;
    let x = (width - timeWidth) / 2;
    for (const character of text) {
      const room = character === ':' ? colon : cell;
      ink.fillText(character, x + room / 2, height - size * 0.28);
      x += room;
    }
  });
}
