import { type Canvas, createCanvas, Path2D, type SKRSContext2D } from '@napi-rs/canvas';

const SIZE = { width: 1_280, height: 720 } as const;
const HEIGHTS = [110, 150, 138, 205, 262, 318];

/** Each has a ground of its own, by which a test knows it; its middle is left free for that. */
const GROUNDS = { title: '#a81aa8', chart: '#1d2bd0' } as const;

function write(ink: SKRSContext2D, words: string, place: { x: number; y: number; px: number }): void {
  ink.fillStyle = '#ffffff';
  ink.font = `700 ${place.px}px sans-serif`;
  ink.fillText(words, place.x, place.y);
}

function hills(ink: SKRSContext2D): void {
  ink.fillStyle = '#f4b860';
  ink.beginPath();
  ink.arc(1_050, 250, 96, 0, 2 * Math.PI);
  ink.fill();
  ink.fillStyle = '#7c1180';
  ink.fill(new Path2D('M0 640 q260 -170 520 -60 q240 -130 480 -40 q140 -60 280 -10 v190 h-1280 z'));
  ink.fillStyle = '#560a5c';
  ink.fill(new Path2D('M0 680 q320 -110 660 -40 q340 -90 620 0 v80 h-1280 z'));
}

function bars(ink: SKRSContext2D): void {
  for (const [n, height] of HEIGHTS.entries()) {
    ink.fillStyle = n === HEIGHTS.length - 1 ? '#f4b860' : '#8fb4ff';
    ink.beginPath();
    ink.roundRect(860 + n * 62, 640 - height, 44, height, 6);
    ink.fill();
  }
  ink.fillStyle = '#8fb4ff';
  ink.fillRect(80, 640, 1_136, 4);
}

/** Which of them has its ground where a video was read, whatever the encoders made of it. */
export function slideIn([red, green, blue]: readonly number[] = []): keyof typeof GROUNDS | 'neither' {
  if ((blue ?? 0) < 120 || (green ?? 0) > 90) return 'neither';
  return (red ?? 0) > 120 ? 'title' : 'chart';
}

/** A page of a talk: a title, or a chart. */
export function drawSlide(kind: keyof typeof GROUNDS, title: string, subtitle: string): Canvas {
  const canvas = createCanvas(SIZE.width, SIZE.height);
  const ink = canvas.getContext('2d');
  ink.fillStyle = GROUNDS[kind];
  ink.fillRect(0, 0, SIZE.width, SIZE.height);
  if (kind === 'title') hills(ink);
  else bars(ink);
  write(ink, title, { x: 80, y: 110, px: 64 });
  write(ink, subtitle, { x: 82, y: 158, px: 30 });
  return canvas;
}
