import type { Clock, Lifetime, Log, ProsceniumConfig, RandomBytes } from '#kernel';
import {
  KeptAnywhere,
  type KeptSegments,
  type ObjectStore,
  PackedShows,
  type PackState,
  PackUploads,
  type ProgrammeFeed,
  type RecordingStore,
  type RecordingSummary,
  SharedRecordings,
  SharedRetention,
} from '#outputs';

export interface SharedShowsOptions {
  config: ProsceniumConfig;
  open(): Promise<ObjectStore>;
  /** Of this node, the same over restarts. */
  holder: string;
  /** What this node keeps for rewinding. */
  local: KeptSegments;
  recordings: RecordingStore;
  onState(told: { showId: string } & PackState): void;
  clock: Clock;
  random: RandomBytes;
  log: Log;
}

const TOLD_EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
/** The end of a show stays playable for so long at least. */
const LEAST_KEPT_MS = 60_000;
/** In which the next node goes on with a recording, before what lies here counts as all of it. */
const TAKEN_WITHIN_MS = 60_000;
const ASKED_AGAIN_MS = 30_000;
/** A store that is away for longer keeps no recording from being finished. */
const ASKED_AT_MOST = 20;

/** What this node shares with the others of shows on air, and knows of theirs, by the object store. */
export class SharedShows {
  readonly notes: SharedRecordings;
  readonly kept: KeptSegments;
  readonly #options: SharedShowsOptions;
  readonly #retention: SharedRetention;
  readonly #uploads = new Map<string, PackUploads>();
  readonly #judging = new Map<string, () => void>();
  readonly #told = new Map<string, string>();
  readonly #stopTelling: () => void;

  static open(lifetime: Lifetime, options: SharedShowsOptions): SharedShows {
    const shared = new SharedShows(options);
    lifetime.adopt(() => shared.#close());
    return shared;
  }

  private constructor(options: SharedShowsOptions) {
    this.#options = options;
    const { open, holder, local, recordings, config, clock, log } = options;
    this.notes = new SharedRecordings({ open, holder, log });
    this.kept = new KeptAnywhere(local, new PackedShows({ open, clock, log }));
    this.#stopTelling = clock.every(TOLD_EVERY_MS, () => {
      this.#tell();
      this.notes.noteAgain((showId) => this.#uploads.has(showId));
    });
    this.#retention = new SharedRetention({
      open,
      keepMs: Math.max(LEAST_KEPT_MS, config.delivery.rewindMinutes * MINUTE_MS),
      isOnAir: (showId) => this.#uploads.get(showId)?.isFed === true,
      neededSinceMs: (showId) => {
        const started = recordings
          .of(showId)
          .filter(isUnfinished)
          .map(({ startedAtMs }) => startedAtMs);
        return started.length === 0 ? undefined : Math.min(...started);
      },
      clock,
      log,
    });
  }

  /** The answer is called when the show is over here, or another node runs it: by then it may be followed once more. */
  follow(feed: ProgrammeFeed): () => Promise<void> {
    const { local, open, clock, random, log } = this.#options;
    const { showId } = feed;
    const uploads = new PackUploads({ feed, local, open, clock, random, log });
    this.#uploads.set(showId, uploads);
    this.#told.delete(showId);
    return async () => {
      if (this.#uploads.get(showId) === uploads) {
        this.#uploads.delete(showId);
        this.#told.delete(showId);
      }
      await uploads.flush();
      await uploads.close();
    };
  }

  removeAll(showId: string): void {
    this.#retention
      .removeAll(showId)
      .catch((error) => this.#options.log.warn('outputs.shared | stays in the store', { showId, error }));
  }

  /** Once it is known whether another node has gone on with the recording: `finish` where none has. */
  judge(recording: RecordingSummary, finish: () => Promise<void>): void {
    const { id } = recording;
    if (this.#judging.has(id)) return;
    const { recordings, clock, log } = this.#options;
    let asked = 0;
    const ask = async () => {
      const known = recordings.find(id);
      if (known === undefined || !isUnfinished(known)) return void this.#judging.delete(id);
      const judgement = this.#judging.get(id);
      const isTaken = await this.#isTaken(recording);
      // Meanwhile the show may be on air here again, or this process stop.
      if (this.#judging.get(id) !== judgement) return;
      asked += 1;
      if (isTaken === undefined && asked < ASKED_AT_MOST) return askIn(ASKED_AGAIN_MS);
      this.#judging.delete(id);
      await (isTaken ? recordings.abandon(id) : finish());
    };
    const askSafely = () =>
      ask().catch((error) => log.error('outputs.shared | stays unfinished', { recordingId: id, error }));
    const askIn = (delayMs: number) =>
      void this.#judging.set(
        id,
        clock.after(delayMs, () => void askSafely()),
      );
    askIn(TAKEN_WITHIN_MS);
  }

  /** Nothing where the store does not say. */
  #isTaken(recording: RecordingSummary): Promise<boolean | undefined> {
    return this.notes.isTaken(recording).catch((error) => {
      const { id: recordingId } = recording;
      this.#options.log.warn('outputs.shared | not known yet who goes on with a recording', {
        recordingId,
        error,
      });
      return undefined;
    });
  }

  /** The show is on air here again: the recording goes on. */
  keep(showId: string): void {
    for (const { id } of this.#options.recordings.of(showId)) {
      this.#judging.get(id)?.();
      this.#judging.delete(id);
    }
  }

  #tell(): void {
    for (const [showId, { state }] of this.#uploads) {
      const text = JSON.stringify(state);
      if (this.#told.get(showId) === text) continue;
      this.#told.set(showId, text);
      this.#options.onState({ showId, ...state });
    }
  }

  async #close(): Promise<void> {
    this.#stopTelling();
    this.#retention.close();
    for (const cancel of this.#judging.values()) cancel();
    this.#judging.clear();
    await Promise.all([...this.#uploads.keys()].map((showId) => this.#uploads.get(showId)?.close()));
  }
}

const isUnfinished = ({ state }: RecordingSummary): boolean => state === 'recording';
