import type { PlaybackGate } from './ports.js';
import { partsOfMark } from './viewer-mark.js';

/** Ends the tokens of viewers who are banned: asked for every playlist and every part, so it answers at once. */
export class BannedViewers implements PlaybackGate {
  readonly #marks = new Map<string, ReadonlySet<string>>();

  /** All marks of a show, as `subjectMark` and `deviceMark` make them. */
  set(showId: string, marks: readonly string[]): void {
    this.#marks.set(showId, new Set(marks));
  }

  forget(showId: string): void {
    this.#marks.delete(showId);
  }

  /** Of a show whose bans are not known no token counts. */
  isAdmitted(showId: string, viewerId: string): boolean {
    const marks = this.#marks.get(showId);
    const { subject, device } = partsOfMark(viewerId);
    return marks !== undefined && !marks.has(subject) && !marks.has(device);
  }
}
