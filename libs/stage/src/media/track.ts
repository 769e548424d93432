import type { ProducerTraceEventData } from 'mediasoup/types';
import { TypedEvents } from '#kernel';
import type { VideoCodec } from '#media';
import type { WireTrackSource } from '#protocol';
import type { Hub } from './hub.js';
import type { StageProducer } from './media-objects.js';
import { unlessClosed } from './while-open.js';

export type TrackCodec = VideoCodec | 'opus';

/** Who holds a track silent. It flows when nobody does. */
export type Hold = 'owner' | 'host' | 'stage';

export interface TrackEvents {
  paused: boolean;
  /** Its holds have changed; with several of them it may be silent as before. */
  held: undefined;
  /** The sender's pairing of its clock with the RTP clock of one of its layers, once reports are wanted. */
  'sender-report': { ntpMs: number; rtpTimestamp: number };
  closed: TrackEnd;
}

export type TrackEnd = 'closed' | 'died';

const NTP_TO_UNIX_S = 2_208_988_800;

/** One camera, microphone, screen or screen's audio as it arrives from its owner. */
export class Track {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: WireTrackSource;
  readonly codec: TrackCodec;
  readonly clockRateHz: number;
  /** Of the largest layer, as its sender said; null when it did not. */
  readonly heightPx: number | null;
  readonly producer: StageProducer;
  readonly hub: Hub;
  readonly events = new TypedEvents<TrackEvents>();
  readonly #holds: Set<Hold>;
  #applying: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: {
    participantId: string;
    source: WireTrackSource;
    heightPx: number | null;
    producer: StageProducer;
    hub: Hub;
    holds: ReadonlySet<Hold>;
  }) {
    const codec = options.producer.rtpParameters.codecs[0];
    this.trackId = options.producer.id;
    this.participantId = options.participantId;
    this.source = options.source;
    this.heightPx = options.heightPx;
    this.codec = (codec?.mimeType.split('/')[1]?.toLowerCase() ?? 'opus') as TrackCodec;
    this.clockRateHz = codec?.clockRate ?? 48_000;
    this.producer = options.producer;
    this.hub = options.hub;
    this.#holds = new Set(options.holds);
    this.#watch();
  }

  get kind(): 'audio' | 'video' {
    return this.producer.kind;
  }

  get isPaused(): boolean {
    return this.#holds.size > 0;
  }

  get holds(): ReadonlySet<Hold> {
    return this.#holds;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get layers(): number {
    return this.producer.rtpParameters.encodings?.length ?? 1;
  }

  /** From now on the sender's own reports are passed on. */
  async tellSenderReports(): Promise<void> {
    if (!this.producer.closed) await unlessClosed(this.producer, this.producer.enableTraceEvent(['sr']));
  }

  isHeldBy(hold: Hold): boolean {
    return this.#holds.has(hold);
  }

  /** Resolves when the worker has done it: from then on no packet passes, even if the page sends. */
  async hold(by: Hold, held: boolean): Promise<void> {
    const [wasPaused, holdsBefore] = [this.isPaused, this.#holds.size];
    if (held) this.#holds.add(by);
    else this.#holds.delete(by);
    if (this.#isClosed) return;
    if (this.#holds.size !== holdsBefore) this.events.emit('held', undefined);
    if (wasPaused !== this.isPaused) this.events.emit('paused', this.isPaused);
    // An owner of the show before may have gone between a hold and its command.
    else if (this.producer.paused === this.isPaused) return;
    // Commands to one producer go one after the other, and the last wish wins.
    this.#applying = this.#applying.then(() => this.#apply());
    await this.#applying;
  }

  close(): void {
    if (!this.#isClosed) this.producer.close();
  }

  async #apply(): Promise<void> {
    if (this.#isClosed || this.producer.closed || this.producer.paused === this.isPaused) return;
    const wish = this.isPaused ? this.producer.pause() : this.producer.resume();
    await unlessClosed(this.producer, wish);
  }

  #watch(): void {
    this.producer.on('trace', (trace) => this.#onTrace(trace));
    // The observer tells of every end: ours, the transport's, the router's and the worker's.
    this.producer.observer.once('close', () => {
      this.#isClosed = true;
      this.events.emit('closed', this.hub.isAlive ? 'closed' : 'died');
      this.events.clear();
    });
  }

  #onTrace(trace: ProducerTraceEventData): void {
    if (trace.type !== 'sr') return;
    const { ntpSec, ntpFrac, rtpTs } = trace.info as Record<string, number>;
    if (ntpSec === undefined || ntpFrac === undefined || rtpTs === undefined) return;
    const ntpMs = (ntpSec - NTP_TO_UNIX_S) * 1_000 + (ntpFrac / 2 ** 32) * 1_000;
    this.events.emit('sender-report', { ntpMs, rtpTimestamp: rtpTs });
  }
}
