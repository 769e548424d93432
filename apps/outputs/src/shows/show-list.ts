import type { Clock, Log } from '#kernel';
import {
  finishRecording,
  type KeptSegments,
  type OutputsShow,
  type RecordingStore,
  type Restreams,
  ShowRecorder,
  type ToOutputs,
} from '#outputs';
import { FollowedProgramme } from './followed-programme.js';
import { ProgrammeTracks } from './programme-tracks.js';
import type { SharedShows } from './shared-shows.js';

export interface ShowListOptions {
  /** The socket of a show's programme. */
  socketOf(showId: string): string;
  recordings: RecordingStore;
  kept: KeptSegments;
  /** With other nodes; nothing for a node that is alone. */
  shared?: SharedShows | undefined;
  restreams: Restreams;
  minFreeBytes: number;
  clock: Clock;
  log: Log;
}

interface KnownShow {
  feed: FollowedProgramme;
  recorder: ShowRecorder;
  /** Ends what is shared of it with other nodes. */
  unshare?: (() => Promise<void>) | undefined;
}

/** A programme that ends writes its last fragments and says so itself. */
const LAST_ENTRIES_MS = 15_000;

/** The shows on air as the server told them, each with its programme's log and what is made of it. */
export class ShowList {
  readonly #options: ShowListOptions;
  readonly #shows = new Map<string, KnownShow>();
  /** Named since the last `shows`. */
  #named: Set<string> | undefined;

  constructor(options: ShowListOptions) {
    this.#options = options;
  }

  /** Shows on air. */
  get count(): number {
    return this.#shows.size;
  }

  /** What the server says of shows, in its order. */
  take(message: Extract<ToOutputs, { kind: 'shows' | 'show' | 'shows-end' }>): void {
    if (message.kind === 'shows') this.#named = new Set();
    else if (message.kind === 'show') {
      this.#named?.add(message.show.id);
      this.#set(message.show);
    } else {
      for (const id of this.#shows.keys()) if (!this.#named?.has(id)) this.#endSoon(id);
      this.#named = undefined;
      this.#finishLost();
    }
  }

  /** The process stops; the shows go on. */
  async close(): Promise<void> {
    const all = [...this.#shows.values()];
    this.#shows.clear();
    await Promise.all(
      all.map(async ({ feed, recorder }) => {
        await recorder.suspend();
        await feed.close();
      }),
    );
  }

  #set(told: OutputsShow): void {
    const { id, state, recording } = told;
    const known = this.#shows.get(id);
    if (state === 'on-air') {
      if (known) known.recorder.setWish(recording);
      else this.#follow(told);
    } else if (state === 'over') this.#endSoon(id);
    else if (state === 'elsewhere') this.#leave(id);
    else void this.#remove(id);
  }

  #follow({ id, recording: wish }: OutputsShow): void {
    const { socketOf, kept, recordings: store, shared, minFreeBytes, clock, log: ours } = this.#options;
    const log = ours.with({ showId: id });
    const feed = new FollowedProgramme({ showId: id, path: socketOf(id), clock, log });
    const tracks = new ProgrammeTracks({ path: socketOf(id), clock });
    const notes = shared?.notes;
    const recorder = new ShowRecorder({ feed, kept, store, notes, tracks, wish, minFreeBytes, clock, log });
    shared?.keep(id);
    const show = { feed, recorder, unshare: shared?.follow(feed) };
    this.#shows.set(id, show);
    this.#options.restreams.begin(feed);
    feed.events.on('ended', () => void this.#end(id, show));
    feed.run();
  }

  #endSoon(showId: string): void {
    const known = this.#shows.get(showId);
    if (!known) return;
    const end = () => {
      if (this.#shows.get(showId) === known) known.feed.end();
    };
    if (known.feed.isFollowing) this.#options.clock.after(LAST_ENTRIES_MS, end);
    else end();
  }

  async #end(showId: string, show: KnownShow): Promise<void> {
    if (this.#shows.get(showId) !== show) return;
    this.#shows.delete(showId);
    await Promise.all([show.recorder.end(), this.#options.restreams.end(showId)]);
    await show.unshare?.();
    await show.feed.close();
  }

  /** Another node runs it, and goes on with the recording where nodes share what they record. */
  #leave(showId: string): void {
    const { shared, restreams, log } = this.#options;
    const known = this.#shows.get(showId);
    if (shared === undefined) {
      if (known !== undefined) known.feed.end();
      return;
    }
    this.#shows.delete(showId);
    const left = async () => {
      await Promise.all([known?.recorder.suspend(), known && restreams.end(showId), known?.unshare?.()]);
      await known?.feed.close();
      this.#finishLost();
    };
    left().catch((error) =>
      log.error('outputs.recording | cannot be left to another node', { showId, error }),
    );
  }

  /** The show is deleted, and everything that was recorded of it goes. */
  async #remove(showId: string): Promise<void> {
    const { recordings, log } = this.#options;
    const known = this.#shows.get(showId);
    this.#shows.delete(showId);
    try {
      await this.#options.restreams.end(showId);
      await known?.recorder.suspend();
      await known?.unshare?.();
      this.#options.shared?.removeAll(showId);
      await known?.feed.close();
      await recordings.removeAllOf(showId);
    } catch (error) {
      log.error('outputs.recording | cannot be deleted', { showId, error });
    }
  }

  /** Shows that ended while this process was away: what is on disk is all there is. */
  #finishLost(): void {
    const { recordings, shared, log } = this.#options;
    for (const recording of recordings.all) {
      const { id, showId, state } = recording;
      if (state !== 'recording' || this.#shows.has(showId)) continue;
      const finish = () =>
        finishRecording(recordings, id, this.#options).catch((error) =>
          log.error('outputs.record | cannot be finished', { showId, recordingId: id, error }),
        );
      if (shared === undefined) void finish();
      else shared.judge(recording, finish);
    }
  }
}
