/** More than the image in the large place, the frame over it and the slides around it. */
const KEPT = 6;

/** Images that were shown last: a programme that starts again is given them. */
export class KeptMedia {
  readonly #files = new Map<string, Uint8Array>();

  get all(): Iterable<[string, Uint8Array]> {
    return this.#files;
  }

  keep(id: string, file: Uint8Array): void {
    this.#files.delete(id);
    this.#files.set(id, file);
    for (const oldest of [...this.#files.keys()].slice(0, -KEPT)) this.#files.delete(oldest);
  }
}
