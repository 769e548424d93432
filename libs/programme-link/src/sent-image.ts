/** Tells whether an image is the one that was sent last. */
export class SentImage {
  #last: Uint8Array | undefined;

  /** What to say of it, and the bytes that go with the words. */
  next(image: Uint8Array | undefined): { image: 'none' | 'new' | 'same'; bytes?: Uint8Array } {
    if (image === undefined) {
      this.#last = undefined;
      return { image: 'none' };
    }
    if (this.#last !== undefined && isSame(this.#last, image)) return { image: 'same' };
    this.#last = image;
    return { image: 'new', bytes: image };
  }
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a === b || (a.length === b.length && Buffer.compare(a, b) === 0);
