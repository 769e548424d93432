import { parentPort } from 'node:worker_threads';
import { loadImage } from '@napi-rs/canvas';
import { drawSprite } from '../overlay/ink.js';
import type { Sprite } from '../overlay/sprite.js';
import { containSize } from '../source/tile-shape.js';
import type { DrawnStill, StillOrder } from './still-messages.js';

/** Decodes and scales images beside the programme's thread: a slide of 4096 pixels takes longer than a few ticks. */
const port = parentPort;
if (!port) throw new Error('this file is the body of a worker thread');

async function draw({ file, width, height }: StillOrder): Promise<Sprite | undefined> {
  try {
    const image = await loadImage(file);
    const size = containSize({ width, height }, image);
    return drawSprite(size.width, size.height, (ink) => {
      ink.imageSmoothingQuality = 'high';
      ink.drawImage(image, 0, 0, size.width, size.height);
    });
  } catch {
    return undefined;
  }
}

const buffersOf = ({ y, u, v }: Sprite): ArrayBuffer[] => [
  ...new Set([y, u, v].flatMap(({ values, rest }) => [values.buffer, rest.buffer] as ArrayBuffer[])),
];

port.on('message', async (order: StillOrder) => {
  const sprite = await draw(order);
  const drawn: DrawnStill = { key: order.key, sprite };
  port.postMessage(drawn, sprite ? buffersOf(sprite) : []);
});
