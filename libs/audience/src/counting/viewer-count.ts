/** A player tells every 10 s that it plays; one that was not heard of for this long is gone. */
export const SILENCE_MS = 25_000;

interface Watching {
  firstSeenMs: number;
  lastSeenMs: number;
  /** Played and not written yet. */
  pendingMs: number;
  isPlaying: boolean;
}

export interface PlayerBeat {
  viewer: string;
  playedMs: number;
  isPlaying: boolean;
  reader?: string | undefined;
}

export interface Watched {
  viewer: string;
  firstSeenMs: number;
  lastSeenMs: number;
  watchMs: number;
}

/**
 * Who watches one show. A viewer is a device (or a person where the device is unknown): two tabs are one
 * viewer, and watch time never grows faster than the wall clock.
 */
export class ViewerCount {
  readonly #watching = new Map<string, Watching>();
  /** When a heartbeat last came from the address of a reader. */
  readonly #explained = new Map<string, number>();
  /** What each node's origin said last. */
  readonly #readers = new Map<string, { readers: readonly string[]; saidMs: number }>();
  #peak = 0;
  #unknown = 0;

  constructor(peak = 0) {
    this.#peak = peak;
  }

  get current(): number {
    return this.#watching.size;
  }

  get peak(): number {
    return this.#peak;
  }

  /** Readers that no heartbeat explains. */
  get unknown(): number {
    return this.#unknown;
  }

  /** Who fetches the playlist from a node now, heartbeats or not, as its origin sees them. */
  setReaders(readers: readonly string[], nowMs: number, node = 'here'): void {
    this.#readers.set(node, { readers, saidMs: nowMs });
    for (const [name, { saidMs }] of this.#readers)
      if (nowMs - saidMs > SILENCE_MS) this.#readers.delete(name);
    for (const [reader, beatMs] of this.#explained)
      if (nowMs - beatMs > SILENCE_MS) this.#explained.delete(reader);
    const all = new Set([...this.#readers.values()].flatMap((said) => said.readers));
    this.#unknown = [...all].filter((reader) => !this.#explained.has(reader)).length;
  }

  /** `playedMs` since the last one of this player, as it says; `reader`: where it comes from. */
  beat({ viewer, playedMs, isPlaying, reader }: PlayerBeat, nowMs: number): void {
    if (reader !== undefined) this.#explained.set(reader, nowMs);
    const held = this.#watching.get(viewer);
    if (held === undefined && !isPlaying) return;
    const known = held ?? { firstSeenMs: nowMs, lastSeenMs: nowMs, pendingMs: 0, isPlaying };
    const sinceMs = held === undefined ? SILENCE_MS : nowMs - held.lastSeenMs;
    known.pendingMs += Math.max(0, Math.min(playedMs, sinceMs));
    known.lastSeenMs = nowMs;
    known.isPlaying = isPlaying;
    this.#watching.set(viewer, known);
    this.#peak = Math.max(this.#peak, this.#watching.size);
  }

  /** What was watched since the last time; forgets viewers who stopped or fell silent. */
  collect(nowMs: number): Watched[] {
    const watched: Watched[] = [];
    for (const [viewer, { firstSeenMs, lastSeenMs, pendingMs }] of this.#watching) {
      if (pendingMs > 0) watched.push({ viewer, firstSeenMs, lastSeenMs, watchMs: pendingMs });
    }
    for (const watching of this.#watching.values()) watching.pendingMs = 0;
    this.#forgetGone(nowMs);
    return watched;
  }

  /** Takes back what could not be written; the next write has it. */
  giveBack(watched: readonly Watched[]): void {
    for (const { viewer, watchMs, firstSeenMs, lastSeenMs } of watched) {
      const known = this.#watching.get(viewer) ?? { firstSeenMs, lastSeenMs, pendingMs: 0, isPlaying: false };
      known.pendingMs += watchMs;
      this.#watching.set(viewer, known);
    }
  }

  #forgetGone(nowMs: number): void {
    for (const [viewer, { lastSeenMs, isPlaying }] of this.#watching) {
      if (!isPlaying || nowMs - lastSeenMs > SILENCE_MS) this.#watching.delete(viewer);
    }
  }
}
