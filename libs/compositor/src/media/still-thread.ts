import { parentPort } from 'node:worker_threads';
import { loadImage } from '@napi-rs/canvas';
import { drawSprite } from '../overlay/ink.js';
import type { Sprite } from '../overlay/sprite.js';
import type { DrawnStill, StillOrder } from './still-messages.js';
import { keyOut, stillPart } from './still-style.js';

/** Decodes and scales images beside the programme's thread: a slide of 4096 pixels takes longer than a few ticks. */
const port = parentPort;
if (!port) throw new Error('this file is the body of a worker thread');

async function draw({ file, tile }: StillOrder): Promise<Sprite | undefined> {
  try {
    const image = await loadImage(file);
    const { part, size } = stillPart(image, tile);
    return drawSprite(size.width, size.height, (ink) => {
      ink.imageSmoothingQuality = 'high';
      ink.drawImage(image, part.x, part.y, part.width, part.height, 0, 0, size.width, size.height);
      if (!tile.key) return;
      const drawn = ink.getImageData(0, 0, size.width, size.height);
      keyOut(drawn.data, tile.key);
      ink.putImageData(drawn, 0, 0);
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
  const drawn: DrawnStill = { name: order.name, sprite };
  port.postMessage(drawn, sprite ? buffersOf(sprite) : []);
});
