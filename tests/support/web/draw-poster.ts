import { type Canvas, createCanvas, Path2D, type SKRSContext2D } from '@napi-rs/canvas';

const SHEET = { width: 640, height: 360 } as const;
const LAMPS = [
  { x: 150, foot: 250, colour: '255, 214, 140' },
  { x: 320, foot: 320, colour: '255, 240, 214' },
  { x: 490, foot: 390, colour: '255, 150, 120' },
];

function beam(ink: SKRSContext2D, { x, foot, colour }: (typeof LAMPS)[number]): void {
  const light = ink.createLinearGradient(0, 0, 0, 300);
  light.addColorStop(0, `rgba(${colour}, 0.65)`);
  light.addColorStop(1, `rgba(${colour}, 0)`);
  ink.fillStyle = light;
  ink.fill(new Path2D(`M${x - 7} 0 h14 L${foot + 90} 300 h-180 z`));
}

/** From the edge inwards, each fold darker on one side. */
function curtain(ink: SKRSContext2D, isLeft: boolean): void {
  for (let fold = 0; fold < 4; fold += 1) {
    const x = isLeft ? fold * 27 : SHEET.width - (fold + 1) * 27;
    const cloth = ink.createLinearGradient(x, 0, x + 27, 0);
    cloth.addColorStop(0, '#7d1427');
    cloth.addColorStop(0.5, '#c22a3f');
    cloth.addColorStop(1, '#6a0f20');
    ink.fillStyle = cloth;
    ink.fill(new Path2D(`M${x} 0 h27 v${338 - fold * 10} q-13 16 -27 0 z`));
  }
}

function microphone(ink: SKRSContext2D): void {
  ink.fillStyle = '#0b1418';
  ink.fillRect(318, 178, 4, 136);
  ink.fill(new Path2D('M292 318 q28 -14 56 0 v5 h-56 z'));
  ink.beginPath();
  ink.roundRect(307, 132, 26, 48, 13);
  ink.fill();
}

/** A stage before the show, in the lights: what a host chooses as the image of a show. */
export function drawPoster(widthPx: number, heightPx: number): Canvas {
  const canvas = createCanvas(widthPx, heightPx);
  const ink = canvas.getContext('2d');
  ink.scale(widthPx / SHEET.width, heightPx / SHEET.height);
  const hall = ink.createLinearGradient(0, 0, 0, SHEET.height);
  hall.addColorStop(0, '#0c2a33');
  hall.addColorStop(1, '#17606d');
  ink.fillStyle = hall;
  ink.fillRect(0, 0, SHEET.width, SHEET.height);
  for (const lamp of LAMPS) beam(ink, lamp);
  ink.fillStyle = '#3b2a22';
  ink.fill(new Path2D('M0 308 q320 -26 640 0 v52 h-640 z'));
  ink.fillStyle = 'rgba(255, 220, 160, 0.28)';
  ink.beginPath();
  ink.ellipse(320, 322, 150, 16, 0, 0, 2 * Math.PI);
  ink.fill();
  microphone(ink);
  curtain(ink, true);
  curtain(ink, false);
  return canvas;
}
