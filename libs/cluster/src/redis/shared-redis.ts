import type { Redis as Client } from 'ioredis';
import { type Clock, type Log, TypedEvents } from '#kernel';
import { loadRedis } from './load-redis.js';
import { LOOK_KEPT_SECONDS, LOOK_KEY } from './look-key.js';

export interface SharedRedisOptions {
  url: string;
  clock: Clock;
  log: Log;
}

const LOOK_MS = 1_000;
/** A request that is counted waits no longer. */
const ANSWER_MS = 250;
/** So many looks without an answer: one may be this process's own fault. */
const AWAY_AFTER = 2;
const CONNECT_MS = 3_000;
const LONGEST_PAUSE_MS = 1_000;
/** Of what other nodes tell each other at once. */
const CHANNEL = 'proscenium.notes';
const NOTE_BYTES = 4_096;

/** What nodes share that may be lost: fan-out to audiences, request rates. Nothing live waits for it. */
export class SharedRedis {
  readonly events = new TypedEvents<{ away: undefined; back: undefined; note: string }>();
  /** Its commands wait while Redis is away: what was said meanwhile goes out afterwards. */
  readonly patient: Client;
  /** Its commands fail while Redis is away. */
  readonly prompt: Client;
  readonly #notes: Client;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #stop: () => void;
  #isAway: boolean | undefined;
  #isLooking = false;
  #unanswered = 0;

  static open(options: SharedRedisOptions): SharedRedis {
    return new SharedRedis(options);
  }

  private constructor({ url, clock, log }: SharedRedisOptions) {
    this.#clock = clock;
    this.#log = log;
    const { Redis } = loadRedis();
    const common = {
      connectTimeout: CONNECT_MS,
      retryStrategy: (attempt: number) => Math.min(LONGEST_PAUSE_MS, attempt * 50),
    };
    const patient = { ...common, maxRetriesPerRequest: null };
    this.patient = new Redis(url, patient);
    this.prompt = new Redis(url, { ...common, enableOfflineQueue: false, commandTimeout: ANSWER_MS });
    this.#notes = new Redis(url, patient);
    // Each attempt that fails is an event of its own; who is away is said once, by `#look`.
    for (const client of [this.patient, this.prompt, this.#notes]) client.on('error', () => undefined);
    this.#notes.on('message', (_channel: string, note: string) => this.events.emit('note', note));
    void this.#notes.subscribe(CHANNEL).catch(() => undefined);
    this.#stop = clock.every(LOOK_MS, () => void this.#look());
    this.prompt.once('ready', () => void this.#look());
  }

  /** It does not answer, or takes nothing. Known some seconds after it happens; nothing is known before the first looks. */
  get isAway(): boolean {
    return this.#isAway ?? false;
  }

  /** To the other nodes, and to this one, if they are there to hear it. */
  tell(note: string): void {
    if (Buffer.byteLength(note) > NOTE_BYTES) throw new RangeError('a note is too long');
    this.prompt.publish(CHANNEL, note).catch(() => undefined);
  }

  close(): void {
    this.#stop();
    this.events.clear();
    for (const client of [this.patient, this.prompt, this.#notes]) client.disconnect();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const beganMs = this.#clock.monotonicMs();
    const error = await this.prompt.set(LOOK_KEY, '', 'EX', LOOK_KEPT_SECONDS).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    this.#isLooking = false;
    this.#unanswered = error === undefined ? 0 : this.#unanswered + 1;
    if (this.#unanswered === 0 || this.#unanswered >= AWAY_AFTER)
      this.#noteAway(this.#unanswered > 0, error, this.#clock.monotonicMs() - beganMs);
  }

  #noteAway(isAway: boolean, error: unknown, tookMs: number): void {
    if (isAway === this.#isAway) return;
    const wasKnown = this.#isAway !== undefined;
    this.#isAway = isAway;
    if (isAway) {
      this.#log.error(
        'cluster.redis | REDIS_URL does not answer or takes nothing: chat of other nodes is late',
        { error },
      );
      this.events.emit('away', undefined);
      return;
    }
    this.#log.info('cluster.redis | answers', { tookMs: Math.round(tookMs) });
    if (wasKnown) this.events.emit('back', undefined);
  }
}
