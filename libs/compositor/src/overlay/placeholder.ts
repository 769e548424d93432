import { drawSprite, font, initialsOf } from './ink.js';
import type { Sprite } from './sprite.js';

/** The same name has the same colour in every show. */
function hueOf(name: string): number {
  let hash = 2_166_136_261;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash % 360;
}

/** Shown instead of a camera that is off: quiet, so that it does not draw the eye from those who are seen. */
export function drawPlaceholder(name: string, width: number, height: number): Sprite {
  const hue = hueOf(name);
  return drawSprite(width, height, (ink) => {
    const ground = ink.createLinearGradient(0, 0, width * 0.4, height);
    ground.addColorStop(0, `hsl(${hue} 24% 21%)`);
    ground.addColorStop(1, `hsl(${hue} 28% 12%)`);
    ink.fillStyle = ground;
    ink.fillRect(0, 0, width + 2, height + 2);
    const radius = Math.min(width, height) * 0.2;
    const disc = ink.createLinearGradient(0, height / 2 - radius, 0, height / 2 + radius);
    disc.addColorStop(0, `hsl(${hue} 48% 52%)`);
    disc.addColorStop(1, `hsl(${hue} 46% 40%)`);
    ink.fillStyle = disc;
    ink.beginPath();
    ink.arc(width / 2, height / 2, radius, 0, 2 * Math.PI);
    ink.fill();
    const initials = initialsOf(name);
    const size = radius * (initials.length > 1 ? 0.82 : 0.98);
    ink.font = font(500, size);
    ink.fillStyle = 'rgba(255,255,255,0.95)';
    ink.textAlign = 'center';
    ink.fillText(initials, width / 2, height / 2 + size * 0.36);
  });
}
