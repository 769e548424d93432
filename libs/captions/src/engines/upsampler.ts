/** From 16 to 24 kHz: three samples on straight lines between each two. Speech has little where that is imprecise. */
export class Upsampler {
  #rest = new Int16Array(0);

  push(samples: Int16Array): Int16Array {
    const all = new Int16Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const pairs = Math.max(0, Math.floor((all.length - 1) / 2));
    const out = new Int16Array(3 * pairs);
    for (let pair = 0; pair < pairs; pair += 1) {
      const [first, second, next] = [2 * pair, 2 * pair + 1, 2 * pair + 2].map((at) => all[at] ?? 0);
      out.set([first as number, third(first, second), third(next, second)], 3 * pair);
    }
    this.#rest = all.slice(2 * pairs);
    return out;
  }
}

/** Two thirds of the way to the near one. */
const third = (far = 0, near = 0): number => Math.round((far + 2 * near) / 3);
