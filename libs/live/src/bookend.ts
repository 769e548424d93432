import type { ClipFile } from '#compositor';
import type { Clock } from '#kernel';
import type { Layout } from '#protocol';

export interface BookendOptions {
  layout: () => Layout;
  setLayout: (layout: Layout) => void;
  findClip: (clipId: string) => ClipFile | undefined;
  clock: Clock;
}

interface Playing {
  clipId: string;
  onOver: () => void;
  cancel: () => void;
}

/** A programme that was restarted says nothing of a clip that it never began; and nobody waits half an hour for an end. */
const LONGEST_MS = 3 * 60_000;

/** A clip on the whole canvas, with which a show begins or ends. One at a time. */
export class Bookend {
  readonly #options: BookendOptions;
  #playing: Playing | undefined;

  constructor(options: BookendOptions) {
    this.#options = options;
  }

  /** People have the canvas again as it was, unless a host has changed it meanwhile. False: there is no such clip. */
  intro(clipId: string): boolean {
    const { layout, setLayout } = this.#options;
    const { kind, media } = layout();
    return this.#play(clipId, () => {
      const now = layout();
      if (now.media?.assetId === clipId)
        setLayout({ ...now, kind: now.kind === 'solo' ? kind : now.kind, media });
    });
  }

  /** The last frame stays. False: there is no such clip. */
  outro(clipId: string, onOver: () => void): boolean {
    return this.#play(clipId, onOver);
  }

  get isPlaying(): boolean {
    return this.#playing !== undefined;
  }

  ended(clipId: string): void {
    if (this.#playing?.clipId !== clipId) return;
    const { onOver } = this.#playing;
    this.stop();
    onOver();
  }

  /** Without what was to follow. May be called twice. */
  stop(): void {
    this.#playing?.cancel();
    this.#playing = undefined;
  }

  #play(clipId: string, onOver: () => void): boolean {
    const { findClip, clock, layout, setLayout } = this.#options;
    const clip = findClip(clipId);
    if (clip?.video === undefined || this.#playing !== undefined) return false;
    const cancel = clock.after(LONGEST_MS, () => this.ended(clipId));
    this.#playing = { clipId, onOver, cancel };
    setLayout({ ...layout(), kind: 'solo', media: { assetId: clipId, atEnd: 'stay' } });
    return true;
  }
}
