import { drawSprite, fitLine, font, type Ink } from './ink.js';
import { DEFAULT_ACCENT, type Face, type Slate, type SlateLanguage } from './overlays.js';
import type { Sprite } from './sprite.js';

const TITLES: Record<SlateLanguage, Record<Slate['kind'], string>> = {
  en: {
    starting: 'Starting soon',
    break: 'We’ll be right back',
    fault: 'Technical difficulties',
    ended: 'Thanks for watching',
  },
  ko: {
    starting: '곧 시작합니다',
    break: '잠시 후 계속됩니다',
    fault: '기술적인 문제가 있습니다',
    ended: '시청해 주셔서 감사합니다',
  },
};

const HUES: Record<Slate['kind'], number> = { starting: 222, break: 258, fault: 24, ended: 200 };

/** What a show makes of a slate. */
export interface SlateBrand {
  accent: string;
  face: Face;
  language: SlateLanguage;
}

/** Of a show with a colour of its own, in that colour; else each kind in one of ours. Greys have no hue to show. */
function hueOf(kind: Slate['kind'], accent: string): number {
  if (accent === DEFAULT_ACCENT) return HUES[kind];
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread < 12) return HUES[kind];
  const sector =
    most === red
      ? (green - blue) / spread
      : most === green
        ? 2 + (blue - red) / spread
        : 4 + (red - green) / spread;
  return Math.round(sector * 60 + 360) % 360;
}

function drawGround(ink: Ink, width: number, height: number, hue: number): void {
  const ground = ink.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${hue} 42% 16%)`);
  ground.addColorStop(0.55, `hsl(${hue} 46% 10%)`);
  ground.addColorStop(1, `hsl(${hue + 20} 50% 7%)`);
  ink.fillStyle = ground;
  ink.fillRect(0, 0, width, height);
  const light = ink.createRadialGradient(
    width * 0.78,
    height * 0.1,
    0,
    width * 0.78,
    height * 0.1,
    width * 0.62,
  );
  light.addColorStop(0, `hsl(${hue} 70% 48% / 0.34)`);
  light.addColorStop(1, `hsl(${hue} 70% 48% / 0)`);
  ink.fillStyle = light;
  ink.fillRect(0, 0, width, height);
}

/** An arch of arches, the product's mark: what stands between the stage and the audience. */
function drawArches(ink: Ink, width: number, height: number, hue: number): void {
  const reach = Math.max(width, height);
  ink.lineWidth = reach * 0.0016;
  for (let index = 0; index < 5; index += 1) {
    ink.strokeStyle = `hsl(${hue} 60% 72% / ${0.13 - index * 0.022})`;
    ink.beginPath();
    ink.arc(width * 0.5, height * 1.12, reach * (0.34 + index * 0.075), Math.PI, 2 * Math.PI);
    ink.stroke();
  }
}

/** Where the mark of life runs: a slate that stands still looks like a player that does. */
export interface SlateTrack {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function slateTrack(width: number, height: number): SlateTrack {
  const unit = Math.min(width, height) / 720;
  const length = Math.round(150 * unit) * 2;
  return {
    x: (width - length) / 2,
    y: Math.round(height * 0.3) * 2,
    width: length,
    height: Math.round(2 * unit) * 2,
  };
}

export function drawSlate(slate: Slate, brand: SlateBrand, width: number, height: number): Sprite {
  const unit = Math.min(width, height) / 720;
  const hue = hueOf(slate.kind, brand.accent);
  return drawSprite(width, height, (ink) => {
    drawGround(ink, width, height, hue);
    // A show with a brand of its own does not carry our mark.
    if (brand.accent === DEFAULT_ACCENT) drawArches(ink, width, height, hue);
    ink.textAlign = 'center';
    ink.fillStyle = '#ffffff';
    const titleFont = font(700, 60 * unit, brand.face);
    ink.font = titleFont;
    ink.fillText(
      fitLine(slate.title ?? TITLES[brand.language][slate.kind], titleFont, width * 0.86),
      width / 2,
      height * 0.49,
    );
    const textFont = font(400, 26 * unit, brand.face);
    ink.font = textFont;
    ink.fillStyle = 'rgba(255,255,255,0.72)';
    ink.fillText(fitLine(slate.text, textFont, width * 0.8), width / 2, height * 0.49 + 50 * unit);
    const track = slateTrack(width, height);
    ink.fillStyle = 'rgba(255,255,255,0.14)';
    ink.fillRect(track.x, track.y, track.width, track.height);
  });
}

/** The light that runs along the track. */
export function drawSlateRunner(track: SlateTrack, accent: string): Sprite {
  return drawSprite(track.width / 4, track.height, (ink, canvas) => {
    const glow = ink.createLinearGradient(0, 0, canvas.width, 0);
    glow.addColorStop(0, `${accent}00`);
    glow.addColorStop(0.5, `${accent}ff`);
    glow.addColorStop(1, `${accent}00`);
    ink.fillStyle = glow;
    ink.fillRect(0, 0, canvas.width, canvas.height);
  });
}
