import { type Clock, guestError, newId } from '#kernel';
import type { SceneContent, ScenePatch, SceneRecord, ScenesStore } from '../ports/scenes.js';

const LIMIT = 40;

/** Scenes that hosts prepare for a show. */
export class ScenesService {
  readonly #store: ScenesStore;
  readonly #clock: Clock;

  constructor(store: ScenesStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async create(
    showId: string,
    { name, content }: { name: string; content: SceneContent },
  ): Promise<SceneRecord> {
    const scene = { id: newId('scene'), showId, name, content, createdAtMs: this.#clock.wallMs() };
    const created = await this.#store.create(scene, LIMIT);
    if (created === undefined)
      throw guestError('too-many-scenes', `A show has at most ${LIMIT} scenes. Delete one first.`, {
        status: 409,
        details: { limit: LIMIT },
      });
    return created;
  }

  list(showId: string): Promise<SceneRecord[]> {
    return this.#store.list(showId);
  }

  async change(showId: string, id: string, patch: ScenePatch): Promise<SceneRecord> {
    const changed = await this.#store.change(showId, id, patch);
    if (changed === undefined) throw notFound();
    return changed;
  }

  async remove(showId: string, id: string): Promise<void> {
    if (!(await this.#store.remove(showId, id))) throw notFound();
  }
}

const notFound = () => guestError('scene-not-found', 'The show has no such scene.', { status: 404 });
