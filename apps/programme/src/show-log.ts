import type { Programme, ProgrammeSink } from '#compositor';
import { type Clock, type FrameChannel, type Log, TypedEvents } from '#kernel';
import { Packager, PROFILES, parseSnapshot } from '#packager';
import type { ProgrammeDescription } from '#programme-link';
import { ShowLogWriter, type TimedEvent } from '#showlog';

export interface ShowLogOptions {
  description: ProgrammeDescription;
  clock: Clock;
  log: Log;
}

export interface ShowLogEvents {
  /** A player that comes now finds a whole segment in every rendition. */
  playable: undefined;
  /** What a part took from its last frame to being published. */
  part: { behindMs: number };
}

/** Where a programme writes and what fronts follow: the log, with a packager beside it that makes snapshots. */
export class ShowLog {
  readonly events = new TypedEvents<ShowLogEvents>();
  readonly #options: ShowLogOptions;
  readonly #writer: ShowLogWriter<Packager>;

  constructor(options: ShowLogOptions) {
    const { description, clock, log } = options;
    this.#options = options;
    this.#writer = new ShowLogWriter<Packager>({ resumes: description.resumes, clock, log });
  }

  get sink(): ProgrammeSink {
    return this.#writer.sink;
  }

  get isPlayable(): boolean {
    return this.#writer.replica?.phase === 'live';
  }

  /** The encoders run. What they write until the log has begun is kept. */
  async begin({ anchorWallMs, renditions, settings }: Programme): Promise<void> {
    const { description, clock, log } = this.#options;
    const { showId, profile, windowSeconds } = description;
    const options = {
      showId,
      renditions,
      profile: PROFILES[profile],
      anchorWallMs,
      windowSeconds,
      clock,
      log,
    };
    const packager = await this.#writer.begin({
      anchorWallMs,
      frameRate: settings.frameRate,
      replica: (from) => Packager.goOn(from && parseSnapshot(from), options),
    });
    packager.events.on('part-published', ({ behindMs }) => this.events.emit('part', { behindMs }));
    packager.events.on('went-live', () => this.events.emit('playable', undefined));
    if (packager.phase === 'live') this.events.emit('playable', undefined);
  }

  /** A follower has connected; this was its first message. */
  follow(channel: FrameChannel, first: unknown): void {
    this.#writer.follow(channel, first);
  }

  withdraw(renditionId: string): void {
    this.#writer.withdraw(renditionId);
  }

  /** For players, beside video and audio. */
  timed(event: TimedEvent): void {
    this.#writer.timed(event);
  }

  /** Nothing is written any more. `ended`: the show is over. Resolves when followers have taken it all. */
  async close(how: 'ended' | 'suspended'): Promise<void> {
    await this.#writer.close(how);
    this.events.clear();
  }
}
