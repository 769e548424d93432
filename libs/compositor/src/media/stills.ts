import { Worker } from 'node:worker_threads';
import type { Log } from '#kernel';
import type { Sprite } from '../overlay/sprite.js';
import type { DrawnStill, StillOrder } from './still-messages.js';
import { type StillTile, styleName } from './still-style.js';

/** Draws somewhere else; `onDrawn` follows each order, and `onDied` when none will follow any more. */
export interface StillDrawer {
  draw(order: StillOrder): void;
  close(): Promise<unknown>;
}

export type StartDrawer = (onDrawn: (drawn: DrawnStill) => void, onDied: () => void) => StillDrawer;

const FILES_AT_MOST = 32;
const FILE_BYTES_AT_MOST = 64 * 1024 * 1024;
/** A slide, its neighbours and an overlay image, in four formats. */
const DRAWN_AT_MOST = 24;

const nameOf = (id: string, tile: StillTile): string =>
  `${tile.width}x${tile.height} ${styleName(tile)}${id}`;

/** What a drawing depends on, and nothing else: an order is copied to a thread. */
const wishesOf = ({ width, height, fit, crop, key }: StillTile): StillTile => ({
  width,
  height,
  fit,
  crop,
  key,
});

/**
 * Images that hosts put into the programme, by id: the files, and drawings of them in the sizes and styles of their
 * tiles. Those that were unused for longest go first.
 */
export class Stills {
  readonly #start: StartDrawer;
  readonly #log: Log;
  readonly #files = new Map<string, Uint8Array>();
  /** Undefined for a file that is no image. */
  readonly #drawn = new Map<string, Sprite | undefined>();
  readonly #ordered = new Set<string>();
  #drawer: StillDrawer | undefined;

  constructor(log: Log, start: StartDrawer = startThread) {
    this.#log = log;
    this.#start = start;
  }

  add(id: string, file: Uint8Array): void {
    this.#files.delete(id);
    this.#files.set(id, file);
    let bytes = [...this.#files.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [oldest, { length }] of this.#files) {
      if (this.#files.size <= FILES_AT_MOST && bytes <= FILE_BYTES_AT_MOST) break;
      this.#files.delete(oldest);
      bytes -= length;
    }
  }

  /** The drawing for a tile of this size and style; it is ordered when it is not there. */
  find(id: string, tile: StillTile): Sprite | undefined {
    const name = nameOf(id, tile);
    const sprite = this.#drawn.get(name);
    if (!this.#drawn.has(name)) this.#order(name, id, tile);
    else if (sprite) this.#keep(name, sprite);
    return sprite;
  }

  /** Nothing better than what `find` answers is to come. */
  isSettled(id: string, tile: StillTile): boolean {
    this.find(id, tile);
    return this.#drawn.has(nameOf(id, tile)) || !this.#files.has(id);
  }

  async close(): Promise<void> {
    await this.#drawer?.close();
  }

  #order(name: string, id: string, tile: StillTile): void {
    const file = this.#files.get(id);
    if (!file || this.#ordered.has(name)) return;
    this.#ordered.add(name);
    this.#drawer ??= this.#start(
      (drawn) => this.#take(drawn),
      () => this.#died(),
    );
    this.#drawer.draw({ name, file, tile: wishesOf(tile) });
  }

  #take({ name, sprite }: DrawnStill): void {
    this.#ordered.delete(name);
    if (!sprite) this.#log.warn('compositor.stills | a file is no image');
    this.#keep(name, sprite);
  }

  #keep(name: string, sprite: Sprite | undefined): void {
    this.#drawn.delete(name);
    this.#drawn.set(name, sprite);
    for (const oldest of [...this.#drawn.keys()].slice(0, -DRAWN_AT_MOST)) this.#drawn.delete(oldest);
  }

  /** What was ordered counts as no image: an image that ends a thread must not end the next one. */
  #died(): void {
    this.#drawer = undefined;
    this.#log.warn('compositor.stills | the thread ended');
    for (const name of this.#ordered) this.#keep(name, undefined);
    this.#ordered.clear();
  }
}

function startThread(onDrawn: (drawn: DrawnStill) => void, onDied: () => void): StillDrawer {
  const worker = new Worker(new URL('./still-thread.js', import.meta.url), { name: 'stills' });
  worker.on('message', onDrawn);
  worker.once('error', () => undefined);
  worker.once('exit', onDied);
  return {
    draw: (order) => worker.postMessage(order),
    close: () => {
      worker.off('exit', onDied);
      return worker.terminate();
    },
  };
}
