import { RecoveryWatch } from './recovery-watch.js';

/** Every fourth tick has an image of its own: less is no video any more. */
const MOST_TICKS_PER_IMAGE = 4;
/** As long without lag brings frames back. Nothing is started for it, so it is soon tried. */
const RECOVERY_SECONDS = 10;

/**
 * How many frames share one image where no rung can go any more: what repeats is neither mixed nor searched for movement.
 * A show with fewer images goes on; one whose encoder is ever later is seconds behind, then has no video at all.
 */
export class FrameThinning {
  readonly #recovery = new RecoveryWatch(RECOVERY_SECONDS);
  #ticksPerImage = 1;

  get ticksPerImage(): number {
    return this.#ticksPerImage;
  }

  /** True when there was something left to give. */
  give(): boolean {
    if (this.#ticksPerImage >= MOST_TICKS_PER_IMAGE) return false;
    this.#ticksPerImage *= 2;
    this.#recovery.shed();
    return true;
  }

  /** Once a second: true when there are more images from now on. */
  step(isHealthy: boolean): boolean {
    this.#recovery.pass();
    if (this.#ticksPerImage === 1 || !this.#recovery.step(isHealthy)) return false;
    this.#ticksPerImage /= 2;
    return true;
  }
}
