import type { Sprite } from '../overlay/sprite.js';

/** For the thread that draws stills: an image, to be as large as fits into a tile. */
export interface StillOrder {
  key: string;
  file: Uint8Array;
  width: number;
  height: number;
}

/** The drawing; nothing when the file is no image. */
export interface DrawnStill {
  key: string;
  sprite: Sprite | undefined;
}
