/** Stereo audio addressed by sample number, the newest `capacity` samples of it. */
export class PcmRing {
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** Capacity is a power of two: `index & mask` is the place of a sample. */
  readonly mask: number;
  #start = 0;
  #end = 0;
  /** From here on both channels hold the same. */
  #monoFrom = 0;

  constructor(capacity: number) {
    this.left = new Float32Array(capacity);
    this.right = new Float32Array(capacity);
    this.mask = capacity - 1;
  }

  /** The first sample still held. */
  get start(): number {
    return this.#start;
  }

  /** The number that the next sample gets. */
  get end(): number {
    return this.#end;
  }

  /** All that is held is the same in both channels, as of a microphone: one of them is enough to work with. */
  get isMono(): boolean {
    return this.#monoFrom <= this.#start;
  }

  append(left: Float32Array, right: Float32Array, count: number): void {
    let stereo = -1;
    for (let i = 0; i < count; i += 1) {
      const at = (this.#end + i) & this.mask;
      const l = left[i] as number;
      const r = right[i] as number;
      this.left[at] = l;
      this.right[at] = r;
      if (l !== r) stereo = i;
    }
    if (stereo >= 0) this.#monoFrom = this.#end + stereo + 1;
    this.#end += count;
    this.#start = Math.max(this.#start, this.#end - this.left.length);
  }

  /** Forgets everything and goes on at this number. What lies just before it is silence. */
  restart(at: number): void {
    this.left.fill(0);
    this.right.fill(0);
    this.#start = at - this.left.length;
    this.#end = at;
    this.#monoFrom = this.#start;
  }
}
