import { createHash } from 'node:crypto';
import { drawBackground } from './image-file.js';
import type { Sprite } from './sprite.js';

const KEPT = 6;

/**
 * Backgrounds by what their files hold: a host who moves through layouts sends the same two megabytes again each time,
 * and decoding them takes longer than a tick.
 */
export class BackgroundImages {
  readonly #drawn = new Map<string, Sprite>();
  readonly #drawing = new Map<string, Promise<Sprite>>();

  /** The image for this canvas if it was drawn before. */
  find(file: Uint8Array, width: number, height: number): Sprite | undefined {
    return this.#drawn.get(keyOf(file, width, height));
  }

  /** Draws each file once for each size, however often it is asked for meanwhile. */
  draw(file: Uint8Array, width: number, height: number): Promise<Sprite> {
    const key = keyOf(file, width, height);
    const drawing = this.#drawing.get(key) ?? this.#draw(key, file, width, height);
    this.#drawing.set(key, drawing);
    return drawing;
  }

  async #draw(key: string, file: Uint8Array, width: number, height: number): Promise<Sprite> {
    try {
      const sprite = await drawBackground(file, width, height);
      this.#drawn.set(key, sprite);
      for (const oldest of [...this.#drawn.keys()].slice(0, -KEPT)) this.#drawn.delete(oldest);
      return sprite;
    } finally {
      this.#drawing.delete(key);
    }
  }
}

const keyOf = (file: Uint8Array, width: number, height: number): string =>
  `${width}x${height} ${createHash('sha256').update(file).digest('base64')}`;
