import { loadImage } from '@napi-rs/canvas';
import { drawSprite } from './ink.js';
import type { Sprite } from './sprite.js';

/** A logo takes at most this share of the canvas. */
const LOGO_WIDTH = 0.16;
const LOGO_HEIGHT = 0.11;

export async function drawLogo(file: Uint8Array, canvasWidth: number, canvasHeight: number): Promise<Sprite> {
  const image = await loadImage(file);
  const scale = Math.min(
    (canvasWidth * LOGO_WIDTH) / image.width,
    (canvasHeight * LOGO_HEIGHT) / image.height,
  );
  const width = image.width * scale;
  const height = image.height * scale;
  return drawSprite(width, height, (ink) => ink.drawImage(image, 0, 0, width, height));
}

/** Covers the whole canvas; what is too much is cut at the sides. */
export async function drawBackground(file: Uint8Array, width: number, height: number): Promise<Sprite> {
  const image = await loadImage(file);
  const scale = Math.max(width / image.width, height / image.height);
  const [w, h] = [image.width * scale, image.height * scale];
  return drawSprite(width, height, (ink) => {
    ink.fillRect(0, 0, width, height);
    ink.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
  });
}
