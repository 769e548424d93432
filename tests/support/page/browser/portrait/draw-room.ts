import type { RoomName } from './cast.js';
import { box, oval, type Pen, SHEET, shade, shape, stroke } from './pen.js';

/** The same room each time: what looks like chance comes from the number. */
const chance = (n: number): number => {
  const value = Math.sin(n * 127.1) * 43_758.545;
  return value - Math.floor(value);
};

function plant(pen: Pen, x: number, y: number, size: number): void {
  for (let leaf = -3; leaf <= 3; leaf += 1) {
    pen.save();
    pen.translate(x, y);
    pen.rotate(leaf * 0.32);
    oval(pen, leaf % 2 === 0 ? '#3f7f58' : '#569a6c', 0, -size * 0.62, size * 0.15, size * 0.58);
    pen.restore();
  }
  shape(
    pen,
    '#c9744b',
    `M${x - size * 0.3} ${y} h${size * 0.6} l${-size * 0.09} ${size * 0.5} h${-size * 0.42} z`,
  );
  box(pen, '#b5633d', x - size * 0.34, y - 2, size * 0.68, size * 0.12, 3);
}

function lamp(pen: Pen, x: number, y: number): void {
  const glow = pen.createRadialGradient(x, y, 4, x, y, 120);
  glow.addColorStop(0, 'rgba(255, 214, 140, 0.55)');
  glow.addColorStop(1, 'rgba(255, 214, 140, 0)');
  pen.fillStyle = glow;
  pen.fillRect(x - 130, y - 130, 260, 260);
  shape(pen, '#ffe2a8', `M${x - 16} ${y - 20} h32 l12 36 h-56 z`);
  box(pen, '#6b5236', x - 2, y + 16, 4, 60);
}

function library(pen: Pen): void {
  shade(pen, '#5b6f86', '#3c4c60');
  for (let row = 0; row < 3; row += 1) {
    const y = 28 + row * 96;
    box(pen, '#2a3543', 24, y, 592, 82, 4);
    let x = 32;
    for (let n = row * 40; x < 596; n += 1) {
      const width = 9 + chance(n) * 11;
      const height = 44 + chance(n + 7) * 28;
      if (chance(n + 3) < 0.12) {
        x += 26;
        continue;
      }
      const colours = ['#c9574b', '#e0a458', '#7fa99b', '#e8dcc4', '#5d7fa8', '#9c6b98', '#d9d2c5'];
      box(
        pen,
        colours[Math.floor(chance(n + 11) * colours.length)] ?? '#ccc',
        x,
        y + 82 - height,
        width,
        height,
        1.5,
      );
      x += width + 1.5;
    }
    box(pen, '#7a5a3c', 18, y + 82, 604, 8, 2);
  }
  plant(pen, 92, 98, 46);
  lamp(pen, 560, 250);
}

function nightWindow(pen: Pen): void {
  shade(pen, '#3a2f4d', '#241d33');
  box(pen, '#17233f', 60, 26, 520, 250, 6);
  oval(pen, '#f6e7b4', 510, 74, 22);
  oval(pen, '#17233f', 501, 68, 19);
  for (let n = 0; n < 22; n += 1) {
    const height = 60 + chance(n) * 120;
    const x = 62 + n * 24;
    box(pen, n % 2 === 0 ? '#101a30' : '#1f2d4d', x, 276 - height, 23, height);
    for (let light = 0; light < 12; light += 1) {
      if (chance(n * 13 + light) < 0.45) continue;
      box(pen, '#ffd98a', x + 4 + (light % 3) * 6, 284 - height + Math.floor(light / 3) * 15, 3, 5);
    }
  }
  stroke(pen, '#53456b', 8, 'M60 26 h520 v250 h-520 z M320 26 v250');
  shape(pen, '#7c3f5c', 'M36 12 h70 q-6 150 18 300 h-88 z');
  shape(pen, '#7c3f5c', 'M604 12 h-70 q6 150 -18 300 h88 z');
}

function plants(pen: Pen): void {
  shade(pen, '#dfe9dd', '#b9cdbb');
  box(pen, '#f7f6ee', 392, 22, 200, 190, 6);
  shape(pen, '#bfe0ea', 'M402 32 h180 v170 h-180 z');
  shape(pen, '#9cc7a0', 'M402 160 q60 -50 100 -10 q40 -40 80 0 v52 h-180 z');
  stroke(pen, '#f7f6ee', 8, 'M492 32 v170 M402 116 h180');
  box(pen, '#a57b52', 20, 150, 170, 8, 2);
  plant(pen, 62, 118, 62);
  plant(pen, 136, 126, 48);
  plant(pen, 70, 296, 110);
  plant(pen, 560, 300, 120);
}

function studio(pen: Pen): void {
  shade(pen, '#25283d', '#171928', 'across');
  for (let row = 0; row < 6; row += 1)
    for (let column = 0; column < 10; column += 1) {
      const [x, y] = [column * 64 + 3, row * 62 + 3];
      box(pen, (row + column) % 2 === 0 ? '#2c3050' : '#333a5f', x, y, 58, 56, 4);
      stroke(pen, '#202440', 3, `M${x + 14} ${y + 8} v40 M${x + 29} ${y + 8} v40 M${x + 44} ${y + 8} v40`);
    }
  for (const [x, colour] of [
    [70, '#ff5fa2'],
    [570, '#45c7ff'],
  ] as const) {
    const glow = pen.createRadialGradient(x, 120, 4, x, 120, 190);
    glow.addColorStop(0, `${colour}88`);
    glow.addColorStop(1, `${colour}00`);
    pen.fillStyle = glow;
    pen.fillRect(0, 0, SHEET.width, SHEET.height);
    box(pen, colour, x - 3, 40, 6, 170, 3);
  }
}

function bricks(pen: Pen): void {
  shade(pen, '#8c5a48', '#6d4437');
  for (let row = 0; row < 16; row += 1)
    for (let column = -1; column < 12; column += 1) {
      const tint = chance(row * 31 + column);
      const colour = tint < 0.33 ? '#9a6650' : tint < 0.66 ? '#a9735b' : '#8f5b47';
      box(pen, colour, column * 58 + (row % 2) * 29, row * 23 + 1, 55, 20, 2);
    }
  stroke(pen, '#ffd27a', 5, 'M96 70 l26 -34 l26 34 l-52 0 M96 92 h52');
  box(pen, '#3b2a25', 470, 40, 120, 150, 4);
  shape(pen, '#e9ddc7', 'M480 50 h100 v130 h-100 z');
  oval(pen, '#d0603f', 530, 100, 30);
  shape(pen, '#2f6f73', 'M480 140 q50 -34 100 0 v40 h-100 z');
  plant(pen, 60, 300, 90);
}

function kitchen(pen: Pen): void {
  shade(pen, '#f1e6d2', '#e2d0b3');
  for (const x of [20, 150, 400, 520]) {
    box(pen, '#7fa3a6', x, 10, 112, 96, 5);
    box(pen, '#9bbcbe', x + 8, 18, 96, 80, 3);
    box(pen, '#d8b76b', x + 92, 78, 4, 14, 2);
  }
  for (let column = 0; column < 16; column += 1)
    for (let row = 0; row < 3; row += 1)
      box(pen, row % 2 === column % 2 ? '#fffaf0' : '#f6ecda', column * 41, 116 + row * 36, 39, 34, 2);
  box(pen, '#8a6a48', 0, 226, 640, 16);
  box(pen, '#c98b57', 0, 242, 640, 118);
  oval(pen, '#d9534f', 108, 214, 14);
  oval(pen, '#e8a13a', 136, 214, 14);
  box(pen, '#40606a', 508, 176, 56, 50, 8);
  lamp(pen, 320, 30);
}

const ROOMS: Record<RoomName, (pen: Pen) => void> = {
  library,
  'night-window': nightWindow,
  plants,
  studio,
  bricks,
  kitchen,
};

export function drawRoom(pen: Pen, room: RoomName): void {
  ROOMS[room](pen);
}
