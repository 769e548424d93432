import { type Clock, guestError, newId } from '#kernel';
import type { ImageStore } from '#show';
import type { MediaItem, MediaStore } from '../ports/media.js';

export type MediaWish = Pick<MediaItem, 'name' | 'kind' | 'pages'>;

const LIMIT = 60;

/** Images and slides of a show, which its scenes can show. */
export class MediaService {
  readonly #store: MediaStore;
  readonly #images: Pick<ImageStore, 'open' | 'remove'>;
  readonly #clock: Clock;

  constructor(store: MediaStore, images: Pick<ImageStore, 'open' | 'remove'>, clock: Clock) {
    this.#store = store;
    this.#images = images;
    this.#clock = clock;
  }

  async create(showId: string, wish: MediaWish): Promise<MediaItem> {
    const pages = await Promise.all(wish.pages.map((page) => this.#images.open(showId, page)));
    if (pages.includes(undefined))
      throw guestError('picture-not-found', 'The show has no such image.', { status: 404 });
    const item = { ...wish, id: newId('media'), showId, createdAtMs: this.#clock.wallMs() };
    if (!(await this.#store.create(item, LIMIT)))
      throw guestError('too-many-media', `A show has at most ${LIMIT} images and slides. Delete one first.`, {
        status: 409,
        details: { limit: LIMIT },
      });
    return item;
  }

  list(showId: string): Promise<MediaItem[]> {
    return this.#store.list(showId);
  }

  /** Its files go with it; one that is gone already is no fault. */
  async remove(showId: string, id: string): Promise<void> {
    const item = await this.#store.remove(showId, id);
    if (item === undefined)
      throw guestError('media-not-found', 'The show has no such image or slides.', { status: 404 });
    for (const page of item.pages) await this.#images.remove(showId, page).catch(() => undefined);
  }
}
