import type { Clock } from '#kernel';
import { HeldRequests } from './held-requests.js';
import { PlaylistView, type PrintedText } from './playlist-view.js';
import type { Programme, ProgrammeRendition } from './ports.js';

/** A request is held no longer than this many target durations (RFC 8216bis, 6.2.5.2). */
export const PATIENCE_TARGETS = 3;

/** Where one rendition is asked for: its newest text, and everybody who waits for the next. */
export class RenditionDesk {
  readonly rendition: ProgrammeRendition;
  readonly held: HeldRequests;
  readonly #programme: Programme;
  readonly #view: PlaylistView;
  readonly #unsubscribe: () => void;
  #partTargetSeconds: number | undefined;

  constructor(
    programme: Programme,
    rendition: ProgrammeRendition,
    clock: Clock,
    tag: string,
    onReleased: (count: number, tookMs: number) => void,
  ) {
    this.rendition = rendition;
    this.held = new HeldRequests(clock, PATIENCE_TARGETS * programme.targetDurationSeconds * 1_000);
    this.#programme = programme;
    this.#view = new PlaylistView(tag);
    this.#unsubscribe = rendition.onChanged(() => {
      if (this.held.size === 0) return;
      const beganMs = clock.monotonicMs();
      const released = this.held.release();
      if (released > 0) onReleased(released, clock.monotonicMs() - beganMs);
    });
  }

  get partTargetSeconds(): number | undefined {
    return this.#partTargetSeconds;
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
  }
}
