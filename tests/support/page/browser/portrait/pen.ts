/** Rooms and people are drawn in a frame of this size and scaled from it. */
export const SHEET = { width: 640, height: 360 } as const;

export type Pen = OffscreenCanvasRenderingContext2D;

export function box(pen: Pen, fill: string, x: number, y: number, width: number, height: number, round = 0) {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.roundRect(x, y, width, height, round);
  pen.fill();
}

export function oval(pen: Pen, fill: string, x: number, y: number, radiusX: number, radiusY = radiusX) {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
  pen.fill();
}

export function shape(pen: Pen, fill: string, path: string) {
  pen.fillStyle = fill;
  pen.fill(new Path2D(path));
}

export function stroke(pen: Pen, colour: string, width: number, path: string) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.stroke(new Path2D(path));
}

export function shade(pen: Pen, from: string, to: string, angle: 'down' | 'across' = 'down') {
  const end = angle === 'down' ? [0, SHEET.height] : [SHEET.width, 0];
  const gradient = pen.createLinearGradient(0, 0, end[0] ?? 0, end[1] ?? 0);
  gradient.addColorStop(0, from);
  gradient.addColorStop(1, to);
  pen.fillStyle = gradient;
  pen.fillRect(0, 0, SHEET.width, SHEET.height);
}
