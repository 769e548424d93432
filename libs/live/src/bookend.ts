import type { ClipFile } from '#compositor';
import type { Clock } from '#kernel';
import type { Layout } from '#protocol';

export interface BookendOptions {
  layout: () => Layout;
  setLayout: (layout: Layout) => void;
  findClip: (clipId: string) => ClipFile | undefined;
  /** One has the canvas, or an intro gave it back. */
  changed: () => void;
  clock: Clock;
}

interface Steps {
  /** When the clip is over, and when it is stopped before. */
  onStop?: () => void;
  onOver?: () => void;
}

interface Playing extends Steps {
  clipId: string;
  kind: 'intro' | 'outro';
  cancel: () => void;
}

/** After this a clip counts as over: a restarted programme never reports the end of a clip that it did not start. */
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
    const { layout, setLayout, changed } = this.#options;
    const { kind, media } = layout();
    const onStop = () => {
      const now = layout();
      if (now.media?.assetId === clipId)
        setLayout({ ...now, kind: now.kind === 'solo' ? kind : now.kind, media });
      changed();
    };
    return this.#play(clipId, 'intro', { onStop });
  }

  /** The last frame stays. `agoMs`: when it began, before a restart. False: there is no such clip. */
  outro(clipId: string, onOver: () => void, agoMs = 0): boolean {
    return this.#play(clipId, 'outro', { onOver }, Math.max(0, LONGEST_MS - agoMs));
  }

  get playing(): 'intro' | 'outro' | undefined {
    return this.#playing?.kind;
  }

  ended(clipId: string): void {
    if (this.#playing?.clipId !== clipId) return;
    const { onOver } = this.#playing;
    this.stop();
    onOver?.();
  }

  /** An intro gives the canvas back; the end of an outro has no effect any more. May be called twice. */
  stop(): void {
    const playing = this.#playing;
    this.#playing = undefined;
    playing?.cancel();
    playing?.onStop?.();
  }

  /** Nothing follows any more: neither the canvas nor the show is touched. */
  close(): void {
    this.#playing?.cancel();
    this.#playing = undefined;
  }

  #play(clipId: string, kind: Playing['kind'], steps: Steps, longestMs = LONGEST_MS): boolean {
    const { findClip, clock, layout, setLayout } = this.#options;
    const clip = findClip(clipId);
    if (clip?.video === undefined || this.#playing !== undefined) return false;
    const cancel = clock.after(longestMs, () => this.ended(clipId));
    this.#playing = { clipId, kind, cancel, ...steps };
    // A server that restarts in the middle of an intro knows nothing of it: its last frame must not stay on air.
    const atEnd = kind === 'intro' ? 'leave' : 'stay';
    setLayout({ ...layout(), kind: 'solo', media: { assetId: clipId, atEnd } });
    this.#options.changed();
    return true;
  }
}
