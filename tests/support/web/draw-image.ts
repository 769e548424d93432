import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** An image of one colour: its file by `toBuffer`. */
export function drawImage(colour: string, widthPx: number, heightPx: number): Canvas {
  const canvas = createCanvas(widthPx, heightPx);
  const ink = canvas.getContext('2d');
  ink.fillStyle = colour;
  ink.fillRect(0, 0, widthPx, heightPx);
  return canvas;
}
