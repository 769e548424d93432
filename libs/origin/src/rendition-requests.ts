import type { Clock } from '#kernel';
import { HeldRequests } from './held-requests.js';
import { PlaylistView, type PrintedText } from './playlist-view.js';
import type { Programme, ProgrammeRendition } from './ports.js';

/** A request is held no longer than this many target durations (RFC 8216bis, 6.2.5.2). */
export const PATIENCE_TARGETS = 3;

/** The next part is near when it is due within so long, and within half of its own length. */
const NEAR_MS = 250;
/** Who waits for it is answered without it when it is late by more than the difference. */
const NEAR_PATIENCE_MS = 350;

/** The requests for one rendition: its newest text, and those that wait for the next. */
export class RenditionRequests {
  readonly rendition: ProgrammeRendition;
  readonly held: HeldRequests;
  /** Plain requests that wait for the part that is near. */
  readonly near: HeldRequests;
  readonly #clock: Clock;
  readonly #programme: Programme;
  readonly #view: PlaylistView;
  readonly #unsubscribe: () => void;
  #partTargetSeconds: number | undefined;
  #changedMs = Number.NEGATIVE_INFINITY;

  constructor(
    programme: Programme,
    rendition: ProgrammeRendition,
    clock: Clock,
    tag: string,
    onReleased: (count: number, tookMs: number) => void,
  ) {
    this.rendition = rendition;
    this.held = new HeldRequests(clock, PATIENCE_TARGETS * programme.targetDurationSeconds * 1_000);
    this.near = new HeldRequests(clock, NEAR_PATIENCE_MS);
    this.#clock = clock;
    this.#programme = programme;
    this.#view = new PlaylistView(tag);
    this.#unsubscribe = rendition.onChanged(() => {
      const beganMs = clock.monotonicMs();
      this.#changedMs = beganMs;
      this.near.release();
      if (this.held.size === 0) return;
      const released = this.held.release();
      if (released > 0) onReleased(released, clock.monotonicMs() - beganMs);
    });
  }

  get partTargetSeconds(): number | undefined {
    return this.#partTargetSeconds;
  }

  get isPartNear(): boolean {
    const partMs = 1_000 * (this.#partTargetSeconds ?? 0);
    const inMs = this.#changedMs + partMs - this.#clock.monotonicMs();
    return inMs > 0 && inMs <= Math.min(NEAR_MS, partMs / 2);
  }

  /** Nothing until the rendition is published. */
  text(wantsDelta: boolean): PrintedText | undefined {
    if (!this.rendition.published) return undefined;
    return this.#view.text(this.rendition.revision, wantsDelta, () => {
      const playlist = this.#programme.playlist(this.rendition.id);
      if (!playlist) throw new Error(`${this.rendition.id} is published and has no playlist`);
      this.#partTargetSeconds = playlist.partTargetSeconds;
      return playlist;
    });
  }

  close(): void {
    this.#unsubscribe();
    this.held.expireAll();
    this.near.expireAll();
  }
}
