/** A second-order filter's coefficients at 48 kHz. */
interface Coefficients {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** ITU-R BS.1770-4, table 1: what a head does to high notes. */
const HEAD: Coefficients = {
  b0: 1.53512485958697,
  b1: -2.69169618940638,
  b2: 1.19839281085285,
  a1: -1.69065929318241,
  a2: 0.73248077421585,
};

/** ITU-R BS.1770-4, table 2: the high-pass. */
const HIGH_PASS: Coefficients = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Denormal numbers make silence a hundred times dearer than audio. */
const settled = (value: number): number => (Math.abs(value) < 1e-20 ? 0 : value);

/** The K-weighting of one channel (ITU-R BS.1770-4, 48 kHz only), of which only the energy is wanted. */
export class KWeighting {
  #s1 = 0;
  #s2 = 0;
  #h1 = 0;
  #h2 = 0;

  /** Sum of the squares of the weighted samples. The samples stay as they are. */
  energy(samples: Float32Array, count: number): number {
    let [s1, s2, h1, h2] = [this.#s1, this.#s2, this.#h1, this.#h2];
    let energy = 0;
    for (let i = 0; i < count; i += 1) {
      const input = samples[i] as number;
      const shelved = HEAD.b0 * input + s1;
      s1 = HEAD.b1 * input - HEAD.a1 * shelved + s2;
      s2 = HEAD.b2 * input - HEAD.a2 * shelved;
      const output = HIGH_PASS.b0 * shelved + h1;
      h1 = HIGH_PASS.b1 * shelved - HIGH_PASS.a1 * output + h2;
      h2 = HIGH_PASS.b2 * shelved - HIGH_PASS.a2 * output;
      energy += output * output;
    }
    [this.#s1, this.#s2, this.#h1, this.#h2] = [settled(s1), settled(s2), settled(h1), settled(h2)];
    return energy;
  }
}
