import { type Clock, type Frame, LastingChannel, NOTICES_HANG } from '#kernel';
import type { TrackSource } from '#outputs';

export interface ProgrammeTracksOptions {
  /** The socket of the show's programme. */
  path: string;
  clock: Clock;
}

const RETRY_MS = 250;

/** What participants of a show send, out of its programme. */
export class ProgrammeTracks implements TrackSource {
  readonly #options: ProgrammeTracksOptions;

  constructor(options: ProgrammeTracksOptions) {
    this.#options = options;
  }

  follow(take: (frame: Frame) => void): () => void {
    const channel = LastingChannel.open({
      ...this.#options,
      retryMs: RETRY_MS,
      onConnected: (opened) => void opened.send({ kind: 'tracks' }),
      heartbeat: NOTICES_HANG,
      onMessage: (_, message, bytes) => take({ message, bytes }),
      onLost: () => undefined,
    });
    return () => channel.close();
  }
}
