/** Second order at 75 Hz: takes the rumble of tables and fans out of a speaking voice. */
const COEFFICIENTS = (() => {
  const omega = (2 * Math.PI * 75) / 48_000;
  const alpha = Math.sin(omega) / Math.SQRT2;
  const cosine = Math.cos(omega);
  const a0 = 1 + alpha;
  return {
    b0: (1 + cosine) / 2 / a0,
    b1: -(1 + cosine) / a0,
    b2: (1 + cosine) / 2 / a0,
    a1: (-2 * cosine) / a0,
    a2: (1 - alpha) / a0,
  };
})();

export class HighPass {
  #z1 = 0;
  #z2 = 0;

  /** Both have heard the same since long ago. */
  follow(other: HighPass): void {
    this.#z1 = other.#z1;
    this.#z2 = other.#z2;
  }

  /** In place. */
  process(samples: Float32Array, count: number): void {
    const { b0, b1, b2, a1, a2 } = COEFFICIENTS;
    let z1 = this.#z1;
    let z2 = this.#z2;
    for (let i = 0; i < count; i += 1) {
      const input = samples[i] as number;
      const output = b0 * input + z1;
      z1 = b1 * input - a1 * output + z2;
      z2 = b2 * input - a2 * output;
      samples[i] = output;
    }
    // Denormal numbers make silence a hundred times dearer than audio.
    this.#z1 = Math.abs(z1) < 1e-20 ? 0 : z1;
    this.#z2 = Math.abs(z2) < 1e-20 ? 0 : z2;
  }
}
