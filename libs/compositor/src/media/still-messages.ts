import type { Sprite } from '../overlay/sprite.js';
import type { StillTile } from './still-style.js';

/** For the thread that draws stills: an image, as a tile wants it. */
export interface StillOrder {
  name: string;
  file: Uint8Array;
  tile: StillTile;
}

/** The drawing; nothing when the file is no image. */
export interface DrawnStill {
  name: string;
  sprite: Sprite | undefined;
}
