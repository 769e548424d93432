import type { Clock, Log } from '#kernel';
import type { ProgrammeView } from '#protocol';
import type { SettingsWriter } from './settings-writer.js';

/** An open show as far as its outro goes. */
export interface ClosingShow {
  showId: string;
  /** The outro that began so long ago goes on; then `then`. False where there is none to play. */
  resumeOutro(agoMs: number, then: () => void): boolean;
  onChanged(listener: (view: ProgrammeView) => void): void;
}

export interface OutroRecorderOptions {
  notes: SettingsWriter;
  /** The move and the running side. */
  end(showId: string): Promise<unknown>;
  clock: Clock;
  log: Log;
}

const keyOf = (showId: string): string => `programme-outro ${showId}`;

/** Writes down that a show is to end with its outro: it ends also where the server restarts meanwhile. */
export class OutroRecorder {
  readonly #options: OutroRecorderOptions;

  constructor(options: OutroRecorderOptions) {
    this.#options = options;
  }

  async follow(show: ClosingShow): Promise<void> {
    const { notes, clock } = this.#options;
    const { showId } = show;
    let isNoted = false;
    let endsWhenLive = false;
    show.onChanged(({ state, isClosing = false }) => {
      if (state === 'live' && endsWhenLive) {
        endsWhenLive = false;
        void this.#end(showId);
      }
      if (isClosing === isNoted) return;
      isNoted = isClosing;
      if (isClosing) notes.keep(keyOf(showId), String(Math.round(clock.wallMs())));
      else this.remove(showId);
    });
    const sinceMs = await this.#find(showId);
    if (sinceMs === undefined || isNoted) return;
    isNoted = true;
    endsWhenLive = !show.resumeOutro(Math.max(0, clock.wallMs() - sinceMs), () => void this.#end(showId));
  }

  /** The show is over or deleted. */
  remove(showId: string): void {
    this.#options.notes.keep(keyOf(showId), null);
  }

  async #find(showId: string): Promise<number | undefined> {
    const { notes, log } = this.#options;
    try {
      const sinceMs = Number(await notes.find(keyOf(showId)));
      return Number.isFinite(sinceMs) ? sinceMs : undefined;
    } catch (error) {
      log.warn('live.outro | it is not known whether the show was ending', { showId, error });
      return undefined;
    }
  }

  /** No request waits for this: a show that could not be ended stays on air until a host ends it. */
  async #end(showId: string): Promise<void> {
    await this.#options.end(showId).catch((error) => {
      this.#options.log.warn('live.outro | the show could not be ended', { showId, error });
    });
  }
}
