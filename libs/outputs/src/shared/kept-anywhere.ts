import type { KeptSegments } from '../feed/kept-segments.js';

/** What this disk has, and what nodes share. */
export class KeptAnywhere implements KeptSegments {
  readonly #here: KeptSegments;
  readonly #shared: KeptSegments;

  constructor(here: KeptSegments, shared: KeptSegments) {
    this.#here = here;
    this.#shared = shared;
  }

  async list(showId: string) {
    const [here, shared] = await Promise.all([this.#here.list(showId), this.#shared.list(showId)]);
    const names = new Set(here.map(({ segment }) => segment.uri));
    return [...here, ...shared.filter(({ segment }) => !names.has(segment.uri))];
  }

  async read(showId: string, uri: string): Promise<Buffer | undefined> {
    return (await this.#here.read(showId, uri)) ?? this.#shared.read(showId, uri);
  }
}
