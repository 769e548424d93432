import type { PipeTransport, Producer } from 'mediasoup/types';
import { TypedEvents } from '#kernel';
import type { TappedTrack, TappedTrackEvents } from '../media/track-tap.js';
import { unlessClosed } from '../media/while-open.js';
import type { PipedTrackFacts, ToReceiver } from './pipe-messages.js';
import type { ReceiverWorker } from './receiver-worker.js';

type TrackAdded = Extract<ToReceiver, { kind: 'track-added' }>;
type TrackReport = Extract<ToReceiver, { kind: 'track-report' }>;

/** A track of the stage as it comes out of the pipe. */
export class ReceivedTrack implements TappedTrack {
  readonly facts: PipedTrackFacts;
  readonly producer: Producer;
  readonly hub: ReceiverWorker;
  readonly events = new TypedEvents<TappedTrackEvents>();
  #isPaused: boolean;
  #isClosed = false;
  #applying: Promise<void> = Promise.resolve();

  static async create(
    hub: ReceiverWorker,
    pipe: PipeTransport,
    { track, rtpParameters, isPaused }: TrackAdded,
  ): Promise<ReceivedTrack> {
    const kind = track.codec === 'opus' ? 'audio' : 'video';
    const producer = await pipe.produce({ id: track.trackId, kind, rtpParameters, paused: isPaused });
    return new ReceivedTrack(hub, producer, track, isPaused);
  }

  private constructor(hub: ReceiverWorker, producer: Producer, facts: PipedTrackFacts, isPaused: boolean) {
    this.hub = hub;
    this.producer = producer;
    this.facts = facts;
    this.#isPaused = isPaused;
    producer.observer.once('close', () => {
      this.#isClosed = true;
      this.events.emit('closed', undefined);
      this.events.clear();
    });
  }

  get kind(): 'audio' | 'video' {
    return this.producer.kind;
  }

  get layers(): number {
    return this.producer.rtpParameters.encodings?.length ?? 1;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** A paused producer in this worker does not take silence for a stream that died. */
  setPaused(isPaused: boolean): void {
    if (this.#isPaused === isPaused || this.#isClosed) return;
    this.#isPaused = isPaused;
    this.events.emit('paused', isPaused);
    this.#applying = this.#applying.then(() => this.#apply()).catch(() => undefined);
  }

  report({ ntpMs, rtpTimestamp }: TrackReport): void {
    this.events.emit('sender-report', { ntpMs, rtpTimestamp });
  }

  close(): void {
    if (!this.#isClosed) this.producer.close();
  }

  async #apply(): Promise<void> {
    const { producer } = this;
    if (producer.closed || producer.paused === this.#isPaused) return;
    await unlessClosed(producer, this.#isPaused ? producer.pause() : producer.resume());
  }
}
