import { box, oval, type Pen, SHEET, shade, shape, stroke } from './pen.js';

const SLIDE_MS = 12_000;
const BARS = [38, 62, 55, 88, 121, 148];

function title(pen: Pen, text: string, x: number, y: number, px: number, colour = '#1f2a37'): void {
  pen.fillStyle = colour;
  pen.font = `700 ${px}px sans-serif`;
  pen.fillText(text, x, y);
}

function cover(pen: Pen): void {
  shade(pen, '#0f3b46', '#155e63');
  oval(pen, '#f4b860', 500, 110, 62);
  shape(pen, '#1c7a74', 'M0 300 q120 -110 240 -30 q110 -120 230 -20 q90 -60 170 10 v110 h-640 z');
  shape(pen, '#0c2f38', 'M0 330 q150 -70 310 -20 q180 -60 330 10 v60 h-640 z');
  title(pen, 'Night trains', 52, 120, 46, '#ffffff');
  title(pen, 'What we learned in a year on rails', 54, 156, 19, '#d7ece9');
}

function chart(pen: Pen): void {
  shade(pen, '#fbfaf6', '#f3f1ea');
  title(pen, 'Passengers, in thousands', 48, 62, 26);
  stroke(pen, '#c9c4b6', 2, 'M56 300 h520 M56 230 h520 M56 160 h520 M56 90 h520');
  for (const [n, height] of BARS.entries())
    box(
      pen,
      n === BARS.length - 1 ? '#d8573c' : '#2c7a7b',
      76 + n * 84,
      300 - height * 1.35,
      54,
      height * 1.35,
      5,
    );
  for (let n = 0; n < BARS.length; n += 1) title(pen, String(2021 + n), 84 + n * 84, 324, 15, '#5b6472');
}

/** A talk of two slides, for a shared screen. */
export function drawSlides(pen: Pen, wallMs: number): void {
  if (Math.floor(wallMs / SLIDE_MS) % 2 === 0) chart(pen);
  else cover(pen);
  box(pen, '#d8573c', 0, SHEET.height - 5, SHEET.width * ((wallMs % SLIDE_MS) / SLIDE_MS), 5);
}
