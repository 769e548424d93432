import type { Sprite } from './sprite.js';

/** Drawings by what they show. The ones unused for longest go first. */
export class SpriteCache {
  readonly #sprites = new Map<string, Sprite>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string, draw: () => Sprite): Sprite {
    const found = this.#sprites.get(key);
    const sprite = found ?? draw();
    this.#sprites.delete(key);
    this.#sprites.set(key, sprite);
    if (this.#sprites.size > this.#limit) {
      for (const oldest of this.#sprites.keys()) {
        this.#sprites.delete(oldest);
        break;
      }
    }
    return sprite;
  }
}
