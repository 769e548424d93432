import type { Programme, ProgrammeSink } from '#compositor';
import { type Clock, type FrameChannel, type Log, TypedEvents } from '#kernel';
import { Packager, type PackagerEvents, PROFILES, parseSnapshot } from '#packager';
import type { ProgrammeDescription } from '#programme-link';
import { type Inherited, ShowLogWriter, type TimedEvent } from '#showlog';
import { captionRenditions } from './caption-renditions.js';

export interface ShowLogOptions {
  description: ProgrammeDescription;
  clock: Clock;
  log: Log;
}

export type PublishedPart = PackagerEvents['part-published'];

export interface ShowLogEvents {
  /** A player that comes now finds a whole segment in every rendition. */
  playable: undefined;
  /** A part is published: what it took from its last frame to that is `behindMs`. */
  part: PublishedPart;
  /** Who has all that is published: waits for `decided`. */
  standby: { id: number; nodeId: string | null };
}

/** Where a programme writes and what fronts follow: the log, with a packager beside it that makes snapshots. */
export class ShowLog {
  readonly events = new TypedEvents<ShowLogEvents>();
  readonly #options: ShowLogOptions;
  readonly #writer: ShowLogWriter<Packager>;
  readonly #undecided = new Map<number, () => void>();
  #nextDecision = 1;

  constructor(options: ShowLogOptions) {
    const { description, clock, log } = options;
    this.#options = options;
    this.#writer = new ShowLogWriter<Packager>({
      resumes: description.resumes && description.standsBy === undefined,
      ...(description.isFenced ? { decide: (nodeId: string | null) => this.#decide(nodeId) } : {}),
      clock,
      log,
    });
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
      renditions: [...renditions, ...captionRenditions(description.captions?.languages ?? [])],
      profile: PROFILES[profile],
      anchorWallMs,
      windowSeconds,
      // Another node's, or one of ours that was taken for dead: nobody here has seen it end.
      freshNames: description.isFenced === true,
      clock,
      log,
    };
    const packager = await this.#writer.begin({
      anchorWallMs,
      frameRate: settings.frameRate,
      replica: (from) => Packager.goOn(from && parseSnapshot(from), options),
    });
    this.#watch(packager);
  }

  /** Goes on in the log of another node's programme. */
  inherit(inherited: Inherited<Packager>, zeroMs: number): void {
    this.#writer.inherit(inherited, zeroMs);
    this.#watch(inherited.replica);
  }

  /** The programme of another node is to have all that is published. */
  standBy(channel: FrameChannel, first: unknown): void {
    this.#writer.standBy(channel, first);
  }

  decided(id: number): void {
    this.#undecided.get(id)?.();
    this.#undecided.delete(id);
  }

  /** A server has connected, which may not know. */
  repeatStandby(): void {
    this.#undecided.clear();
    this.#writer.repeatStandby();
  }

  giveAway(): boolean {
    return this.#writer.giveAway();
  }

  #watch(packager: Packager): void {
    packager.events.on('part-published', (part) => this.events.emit('part', part));
    packager.events.on('went-live', () => this.events.emit('playable', undefined));
    if (packager.phase === 'live') this.events.emit('playable', undefined);
  }

  #decide(nodeId: string | null): Promise<void> {
    const id = this.#nextDecision;
    this.#nextDecision += 1;
    return new Promise((resolve) => {
      this.#undecided.set(id, resolve);
      this.events.emit('standby', { id, nodeId });
    });
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
