import { Child, type Clock, FFMPEG_ENVIRONMENT, type Log } from '#kernel';
import type { FeedCommand } from './feed-command.js';

export interface FeedProcessOptions {
  name: string;
  ffmpeg: FeedCommand;
  clock: Clock;
  log: Log;
  /** It ended by itself: start it again. */
  onEnded: () => void;
  /** It ended young too often: what the sender sends cannot be read. The sentence says so. */
  onGivenUp: (reason: string) => void;
}

const PENDING_LIMIT_BYTES = 8 << 20;
const MOST_FAILURES = 5;
const HEALTHY_MS = 10_000;
const GRACE_MS = 500;

/** The FFmpeg of one feed, one process at a time. */
export class FeedProcess {
  readonly #options: FeedProcessOptions;
  #child: Child | undefined;
  #startedMs = 0;
  #failures = 0;

  constructor(options: FeedProcessOptions) {
    this.#options = options;
  }

  /** It has not taken so much that more must be dropped: the stage is live, and memory is not without end. */
  get isBehind(): boolean {
    return (this.#child?.stdin?.writableLength ?? 0) > PENDING_LIMIT_BYTES;
  }

  start(args: readonly string[]): void {
    const { name, ffmpeg, clock } = this.#options;
    const environment = { env: FFMPEG_ENVIRONMENT, graceMs: GRACE_MS };
    const child = new Child({ name: `feed ${name}`, ...ffmpeg(args), clock, ...environment });
    this.#child = child;
    this.#startedMs = clock.monotonicMs();
    void child.exited.then(({ stderr }) => this.#ended(child, stderr));
  }

  write(bytes: Buffer): void {
    const input = this.#child?.stdin;
    if (input !== undefined && !input.destroyed) input.write(bytes);
  }

  /** On our wish: it is neither started again nor counted. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    await child?.kill();
  }

  #ended(child: Child, stderr: string): void {
    if (this.#child !== child) return;
    const { clock, log, name, onEnded, onGivenUp } = this.#options;
    const livedMs = clock.monotonicMs() - this.#startedMs;
    this.#failures = livedMs > HEALTHY_MS ? 1 : this.#failures + 1;
    log.warn('ingest.feed | ended', { name, livedMs: Math.round(livedMs), stderr: stderr.slice(-300) });
    this.#child = undefined;
    if (this.#failures < MOST_FAILURES) onEnded();
    else onGivenUp('What the encoder sends cannot be read. Check its codec settings: H.264 and AAC.');
  }
}
