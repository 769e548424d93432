const HAVE_CURRENT_DATA = 2;
/** Of a show that ended meanwhile: what is left of it. */
export const LAST_S = 1;

/** An HLS stream that has not said where it can be played after so long is played from where it is. */
const SEEK_WITHIN_MS = 3_000;

/** Where HLS goes on, behind the edge, as soon as it has its first frame. */
export class PendingSeek {
  readonly behindS: number;
  readonly #sinceMs = performance.now();

  constructor(behindS: number) {
    this.behindS = behindS;
  }

  isDue({ readyState }: HTMLVideoElement): boolean {
    return readyState >= HAVE_CURRENT_DATA || performance.now() - this.#sinceMs > SEEK_WITHIN_MS;
  }
}
