import type { Clock, Log } from '#kernel';
import type { Track } from './media/track.js';
import type { Participant } from './participant.js';
import type { PrivateTalks } from './private-talks.js';
import { mayReceive } from './who-hears-whom.js';

const OFFER_AGAIN_MS = 5_000;

export interface IntroductionsOptions {
  showId: string;
  participants(): readonly Participant[];
  talks: PrivateTalks;
  clock: Clock;
  log: Log;
}

/** Which tracks of a stage are offered to which pages. */
export class Introductions {
  readonly #options: IntroductionsOptions;

  constructor(options: IntroductionsOptions) {
    this.#options = options;
  }

  /** To all who receive. */
  introduce(speaker: Participant, track: Track): void {
    for (const listener of this.#options.participants()) this.#offer(listener, speaker, track);
  }

  /** All that there is. */
  offerAll(listener: Participant): void {
    for (const speaker of this.#options.participants())
      for (const track of speaker.tracks) this.#offer(listener, speaker, track);
  }

  mayReceive(listener: Participant, { participantId, source }: Track): boolean {
    const speaker = this.#options.participants().find((each) => each.participantId === participantId);
    return speaker !== undefined && mayReceive(listener, speaker, source, this.#options.talks);
  }

  review(track: Track): Promise<void>[] {
    return this.#options
      .participants()
      .flatMap((listener) =>
        listener.reception === undefined
          ? []
          : [listener.reception.allow(track.trackId, this.mayReceive(listener, track))],
      );
  }

  #offer(listener: Participant, speaker: Participant, track: Track): void {
    const { reception } = listener;
    if (listener === speaker || reception === undefined || track.isClosed) return;
    const allowed = this.mayReceive(listener, track);
    reception.offer(track, allowed).catch((error: Error) => {
      // Either end may have gone while the consumer was made.
      if (listener.reception !== reception || track.isClosed || track.hub.isClosed) return;
      const { clock, log, showId } = this.#options;
      log.warn('stage.offer | failed', { showId, error });
      // Of two nodes that do not reach each other for now.
      if (listener.hub !== track.hub)
        clock.after(
          OFFER_AGAIN_MS,
          () => listener.reception === reception && this.#offer(listener, speaker, track),
        );
    });
  }
}
