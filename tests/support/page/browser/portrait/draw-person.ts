import type { CastMember } from './cast.js';
import { box, oval, type Pen, shape, stroke } from './pen.js';

/** What moves of a person at one moment. */
export interface Pose {
  /** 0 closed to 1 wide open. */
  mouth: number;
  /** 1 open to 0 closed. */
  eyes: number;
  /** Sideways and up, in units of the sheet. */
  sway: { x: number; y: number };
  /** 0 on the table to 1 beside the head. */
  hand: number;
  look: number;
}

const HEAD = { x: 320, y: 152 } as const;

function backHair(pen: Pen, { hair, hairColour }: CastMember): void {
  const { x, y } = HEAD;
  if (hair === 'bob') box(pen, hairColour, x - 80, y - 92, 160, 172, 74);
  if (hair === 'long') shape(pen, hairColour, `M${x - 78} ${y - 40} q78 -120 156 0 l26 190 h-208 z`);
  if (hair === 'bun') {
    oval(pen, hairColour, x + 6, y - 104, 36, 30);
    oval(pen, hairColour, x, y - 26, 76, 70);
  }
  if (hair === 'curls')
    for (let n = 0; n < 15; n += 1) {
      const angle = Math.PI * (0.93 + (n / 14) * 1.14);
      oval(pen, hairColour, x + Math.cos(angle) * 74, y - 8 + Math.sin(angle) * 78, 33);
    }
}

function body(pen: Pen, { top, collar, skin }: CastMember): void {
  shape(pen, top, 'M110 372 q8 -106 112 -122 l98 -14 l98 14 q104 16 112 122 z');
  shape(
    pen,
    'rgba(0, 0, 0, 0.12)',
    'M176 372 q-2 -54 20 -84 q-2 50 4 84 z M464 372 q2 -54 -20 -84 q2 50 -4 84 z',
  );
  shape(pen, skin, 'M286 196 h68 v52 q-34 38 -68 0 z');
  shape(pen, 'rgba(80, 30, 20, 0.18)', 'M286 206 q34 40 68 0 v16 q-34 36 -68 0 z');
  shape(pen, collar, 'M284 238 q36 42 72 0 l16 14 q-52 62 -104 0 z');
}

function frontHair(pen: Pen, { hair, hairColour }: CastMember): void {
  const { x, y } = HEAD;
  if (hair === 'bob')
    shape(
      pen,
      hairColour,
      `M${x - 70} ${y + 8} q-10 -102 70 -104 q80 2 70 104 q-8 -58 -40 -66 q-52 14 -76 -4 q-20 24 -24 70 z`,
    );
  if (hair === 'short')
    shape(
      pen,
      hairColour,
      `M${x - 68} ${y - 6} q-14 -92 66 -98 q34 -10 62 22 q14 22 8 76 q-12 -30 -16 -44 q-62 10 -92 -14 q-22 18 -28 58 z`,
    );
  if (hair === 'bun')
    shape(pen, hairColour, `M${x - 68} ${y - 4} q-2 -90 68 -92 q70 2 68 92 q-14 -58 -62 -66 q-56 4 -74 66 z`);
  if (hair === 'curls')
    for (let n = 0; n < 8; n += 1)
      oval(pen, hairColour, x - 60 + n * 17, y - 68 - Math.sin((n / 7) * Math.PI) * 18, 20);
  if (hair === 'long')
    shape(
      pen,
      hairColour,
      `M${x - 72} ${y + 30} q-14 -128 72 -128 q86 0 72 128 q-6 -74 -66 -98 q-62 22 -78 98 z`,
    );
}

function eyes(pen: Pen, { hairColour, glasses }: CastMember, pose: Pose): void {
  for (const side of [-1, 1]) {
    const x = HEAD.x + side * 27;
    const y = HEAD.y - 4;
    oval(pen, '#fdfdfb', x, y, 11, 1 + 9 * pose.eyes);
    if (pose.eyes > 0.3) {
      oval(pen, '#3b2c28', x + pose.look * 4, y, 5.6, 6.4 * pose.eyes);
      oval(pen, '#ffffff', x + pose.look * 4 + 2, y - 2, 1.8);
    }
    stroke(pen, hairColour, 4.5, `M${x - 13} ${y - 20 - pose.mouth * 2} q13 -8 26 0`);
    if (glasses) stroke(pen, '#2c3038', 3.5, `M${x - 18} ${y - 3} a18 16 0 1 0 36 0 a18 16 0 1 0 -36 0`);
  }
  if (glasses) stroke(pen, '#2c3038', 3.5, `M${HEAD.x - 9} ${HEAD.y - 6} q9 -5 18 0`);
}

function face(pen: Pen, member: CastMember, pose: Pose): void {
  const { x, y } = HEAD;
  oval(pen, member.skin, x - 64, y + 6, 12, 18);
  oval(pen, member.skin, x + 64, y + 6, 12, 18);
  shape(
    pen,
    member.skin,
    `M${x - 64} ${y - 24} q0 -64 64 -64 q64 0 64 64 v32 q-4 66 -64 70 q-60 -4 -64 -70 z`,
  );
  if (member.beard)
    shape(
      pen,
      member.hairColour,
      `M${x - 64} ${y + 2} q4 84 64 88 q60 -4 64 -88 q-10 40 -30 38 q-34 -14 -68 0 q-20 2 -30 -38 z`,
    );
  oval(pen, member.blush, x - 38, y + 24, 13, 8);
  oval(pen, member.blush, x + 38, y + 24, 13, 8);
  stroke(pen, 'rgba(90, 40, 25, 0.45)', 4, `M${x - 2} ${y + 4} q10 12 -4 15`);
  eyes(pen, member, pose);
  const open = 3 + pose.mouth * 15;
  shape(
    pen,
    '#7d2f33',
    `M${x - 19} ${y + 39} q19 ${6 + open * 0.2} 38 0 q-4 ${open + 8} -19 ${open + 9} q-15 -1 -19 ${-open - 9} z`,
  );
  if (pose.mouth > 0.15) shape(pen, '#ffffff', `M${x - 14} ${y + 41} q14 5 28 0 l-2 5 q-12 3 -24 0 z`);
}

function headphones(pen: Pen): void {
  const { x, y } = HEAD;
  stroke(pen, '#20232c', 10, `M${x - 70} ${y} q-6 -104 70 -106 q76 2 70 106`);
  box(pen, '#2f3440', x - 86, y - 18, 24, 48, 10);
  box(pen, '#2f3440', x + 62, y - 18, 24, 48, 10);
}

function hand(pen: Pen, { skin, top }: CastMember, lift: number): void {
  if (lift < 0.02) return;
  const x = 508;
  const y = 396 - lift * 176;
  shape(pen, top, `M${x - 38} 380 L${x - 26} ${y + 52} h52 L${x + 46} 380 z`);
  box(pen, skin, x - 22, y - 8, 44, 64, 20);
  for (let finger = 0; finger < 4; finger += 1)
    box(pen, skin, x - 22 + finger * 11.4, y - 40 + Math.abs(finger - 1.5) * 5, 9.6, 44, 5);
  pen.save();
  pen.translate(x - 20, y + 26);
  pen.rotate(-0.7);
  box(pen, skin, -8, -34, 12, 38, 6);
  pen.restore();
}

export function drawPerson(pen: Pen, member: CastMember, pose: Pose): void {
  pen.save();
  pen.translate(pose.sway.x * 0.35, pose.sway.y * 0.4);
  pen.save();
  pen.translate(pose.sway.x * 0.65, pose.sway.y * 0.6);
  backHair(pen, member);
  pen.restore();
  body(pen, member);
  pen.translate(pose.sway.x * 0.65, pose.sway.y * 0.6);
  face(pen, member, pose);
  frontHair(pen, member);
  if (member.headphones) headphones(pen);
  pen.restore();
  hand(pen, member, pose.hand);
}
