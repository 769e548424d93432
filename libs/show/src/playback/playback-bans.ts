import type { Moderation } from '#audience';
import { deviceMark, type PlaybackGate, partsOfMark, subjectMark } from '#origin';

/** Ends the tokens of those who were banned: asked for every playlist and every part, so it answers at once. */
export class PlaybackBans implements PlaybackGate {
  readonly #moderation: Pick<Moderation, 'listBans'>;
  readonly #marks = new Map<string, ReadonlySet<string>>();

  constructor(moderation: Pick<Moderation, 'listBans'>) {
    this.#moderation = moderation;
  }

  /** Before a show can be played, and after each ban and each pardon. */
  async learn(showId: string): Promise<void> {
    const bans = await this.#moderation.listBans(showId);
    const devices = bans.filter(({ deviceHash }) => deviceHash !== null);
    this.#marks.set(
      showId,
      new Set([
        ...bans.map(({ subjectId }) => subjectMark(subjectId)),
        ...devices.map(({ deviceHash }) => deviceMark(deviceHash)),
      ]),
    );
  }

  forget(showId: string): void {
    this.#marks.delete(showId);
  }

  isAdmitted(showId: string, viewerId: string): boolean {
    const marks = this.#marks.get(showId);
    const { subject, device } = partsOfMark(viewerId);
    return marks !== undefined && !marks.has(subject) && !marks.has(device);
  }
}
