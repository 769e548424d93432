import type { Canvas } from '@napi-rs/canvas';
import type { ImageFacts } from './image-facts.js';

const QUALITY = 90;

/**
 * Decodes an uploaded image and encodes what was seen: nothing that stood beside the pixels is kept. Nothing when the
 * decoder cannot read the file, or reads another size than the header told.
 */
export async function encodeImage(
  bytes: Uint8Array,
  { type, widthPx, heightPx }: ImageFacts,
): Promise<Buffer | undefined> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(Buffer.from(bytes)).catch(() => undefined);
  if (image === undefined || image.width !== widthPx || image.height !== heightPx) return undefined;
  const canvas = createCanvas(widthPx, heightPx);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return type === 'image/png' ? canvas.encode('png') : encodeLossy(canvas, type);
}

const encodeLossy = (canvas: Canvas, type: 'image/jpeg' | 'image/webp'): Promise<Buffer> =>
  type === 'image/jpeg' ? canvas.encode('jpeg', QUALITY) : canvas.encode('webp', QUALITY);
