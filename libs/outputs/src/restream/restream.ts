import type { Clock, Log, RandomBytes } from '#kernel';
import type { FailureReason } from './failure-reason.js';
import { Sender } from './ffmpeg-sender.js';
import { reconnectDelayMs } from './reconnect-delay.js';
import { restreamOutput } from './restream-arguments.js';
import type { RestreamSource } from './restream-source.js';
import type { RestreamStatus, RestreamTarget } from './restream-target.js';
import { type AddressRules, parseTarget, resolveTarget, type TargetAddress } from './target-address.js';
import { TargetRelay } from './target-relay.js';
import { ToldReason } from './told-reason.js';

export interface RestreamOptions {
  showId: string;
  target: RestreamTarget;
  source: Pick<RestreamSource, 'isReady' | 'add'>;
  ffmpegPath: string;
  rules: AddressRules;
  onStatus(status: RestreamStatus): void;
  random: RandomBytes;
  clock: Clock;
  log: Log;
}

/** A connection that held for so long was a good one: the next attempt comes soon. */
const GOOD_MS = 10_000;
const READY_LOOK_MS = 100;

/** One target of a show, for as long as it is wanted: whatever happens to it, it is connected to again. */
export class Restream {
  readonly target: RestreamTarget;
  readonly #options: RestreamOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  readonly #told = new ToldReason();
  /** Of the newest attempt. */
  #closedAfterMs: number | undefined;
  #sender: Sender | undefined;
  #status: RestreamStatus;
  /** Attempts since the last good connection. */
  #attempt = 0;
  #lastLiveMs: number;

  constructor(options: RestreamOptions) {
    const { target, showId, clock } = options;
    this.#options = options;
    this.target = target;
    this.#lastLiveMs = clock.monotonicMs();
    this.#status = {
      id: target.id,
      showId,
      state: 'connecting',
      reason: null,
      sinceMs: clock.wallMs(),
      retries: 0,
    };
    options.onStatus(this.#status);
    this.#running = this.#run();
  }

  get status(): RestreamStatus {
    return this.#status;
  }

  /** The target is not wanted any more, or the show is over. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the target is not wanted'));
    await this.#sender?.finish();
    await this.#running;
    this.#become('off', null);
  }

  async #run(): Promise<void> {
    const { clock, random, log, showId } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const reason = await this.#connect().catch((error): FailureReason => {
        log.warn('outputs.restream | an attempt failed', { showId, outputId: this.target.id, error });
        return 'broken';
      });
      if (signal.aborted || reason === undefined) break;
      this.#status = { ...this.#status, retries: this.#status.retries + 1 };
      this.#become('retrying', this.#told.of({ reason, closedAfterMs: this.#closedAfterMs }));
      const chance = (random(1)[0] ?? 0) / 255;
      const awayMs = clock.monotonicMs() - this.#lastLiveMs;
      const delayMs = reconnectDelayMs({ reason, attempt: this.#attempt, awayMs, chance });
      this.#attempt += 1;
      await clock.sleep(delayMs, signal).catch(() => undefined);
    }
  }

  /** One connection, from its start to its end. */
  async #connect(): Promise<FailureReason | undefined> {
    const { source, rules, clock } = this.#options;
    this.#closedAfterMs = undefined;
    const address = parseTarget(this.target.url);
    if (address === undefined) return 'refused-address';
    const resolved = await resolveTarget(address, rules);
    if ('refused' in resolved) return resolved.refused;
    await this.#untilReady(source);
    if (this.#closing.signal.aborted) return undefined;
    const { protocol, host, port } = address;
    if (protocol === 'srt') return await this.#send(address, { ...resolved, port });
    const peer = { address: resolved.address, port, host, isTls: protocol === 'rtmps' };
    const relay = await TargetRelay.open(peer, this.#closing.signal);
    if (relay === undefined) return 'unreachable';
    const beganMs = clock.monotonicMs();
    try {
      return await this.#send(address, { address: '127.0.0.1', port: relay.port });
    } finally {
      if (relay.isClosedThere) this.#closedAfterMs = clock.monotonicMs() - beganMs;
      relay.close();
    }
  }

  async #send(
    address: TargetAddress,
    to: { address: string; port: number },
  ): Promise<FailureReason | undefined> {
    const { source, ffmpegPath, clock } = this.#options;
    const { signal } = this.#closing;
    if (signal.aborted) return undefined;
    let liveSinceMs: number | undefined;
    const onLive = () => {
      liveSinceMs = clock.monotonicMs();
      if (!signal.aborted) this.#become('live', null);
    };
    const output = restreamOutput(address, this.target.key, to);
    let sender: Sender;
    try {
      sender = new Sender({ ffmpegPath, clock, output, onLive });
    } catch {
      // No room for the file with the key, or a key that is none: the next attempt may find both.
      return 'broken';
    }
    this.#sender = sender;
    const leave = source.add({ write: (bytes) => sender.write(bytes), broken: () => sender.cut('broken') });
    const reason = await sender.ended;
    leave();
    this.#sender = undefined;
    if (liveSinceMs !== undefined) {
      this.#lastLiveMs = clock.monotonicMs();
      if (this.#lastLiveMs - liveSinceMs > GOOD_MS) this.#attempt = 0;
    }
    return reason;
  }

  async #untilReady(source: RestreamOptions['source']): Promise<void> {
    const { signal } = this.#closing;
    while (!source.isReady && !signal.aborted)
      await this.#options.clock.sleep(READY_LOOK_MS, signal).catch(() => undefined);
  }

  #become(state: RestreamStatus['state'], reason: RestreamStatus['reason']): void {
    const { clock, onStatus, log, showId } = this.#options;
    const isNew = this.#status.state !== state || this.#status.reason !== reason;
    this.#status = { ...this.#status, state, reason, ...(isNew ? { sinceMs: clock.wallMs() } : {}) };
    onStatus(this.#status);
    if (isNew) log.info('outputs.restream | changed', { showId, outputId: this.target.id, state, reason });
  }
}
