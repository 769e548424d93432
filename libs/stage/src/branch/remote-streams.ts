import { EventEmitter } from 'node:events';
import type {
  ConsumerLayers,
  ConsumerScore,
  ConsumerStat,
  ProducerScore,
  ProducerStat,
  ProducerTraceEventType,
} from 'mediasoup/types';
import type { StageConsumer, StageProducer } from '../media/media-objects.js';
import type { BranchEvent } from './branch-messages.js';
import type { BranchAnswer } from './branch-requests.js';
import { RemoteEnd } from './remote-end.js';
import type { RemotePlace } from './remote-place.js';

/** What a track at another node can do in either direction. */
abstract class RemoteStream extends RemoteEnd {
  #isPaused: boolean;

  constructor(place: RemotePlace, id: string, isPaused: boolean) {
    super(place, id);
    this.#isPaused = isPaused;
  }

  get paused(): boolean {
    return this.#isPaused;
  }

  pause(): Promise<void> {
    return this.#setPaused(true);
  }

  resume(): Promise<void> {
    return this.#setPaused(false);
  }

  async #setPaused(isPaused: boolean): Promise<void> {
    await this.place.ask({ want: 'pause', stream: this.id, isPaused });
    this.#isPaused = isPaused;
  }
}

/** A track of a participant at another node. */
export class RemoteProducer extends RemoteStream implements StageProducer {
  readonly kind: StageProducer['kind'];
  readonly rtpParameters: StageProducer['rtpParameters'];
  readonly #events = new EventEmitter<{ trace: Parameters<Parameters<StageProducer['on']>[1]> }>();
  #score: ProducerScore[] = [];

  constructor(place: RemotePlace, { id, kind, rtpParameters, isPaused }: BranchAnswer<'produce'>) {
    super(place, id, isPaused);
    this.kind = kind;
    this.rtpParameters = rtpParameters;
  }

  get score(): ProducerScore[] {
    return this.#score;
  }

  on(event: 'trace', listener: Parameters<StageProducer['on']>[1]): this {
    this.#events.on(event, listener);
    return this;
  }

  /** The stage wants the sender's reports, and no other trace. */
  async enableTraceEvent(_types?: ProducerTraceEventType[]): Promise<void> {
    await this.place.ask({ want: 'reports', producer: this.id });
  }

  async getStats(): Promise<ProducerStat[]> {
    return (await this.place.ask({ want: 'stats', stream: this.id })) as ProducerStat[];
  }

  override hear(event: BranchEvent): void {
    if (event.what === 'report') this.#events.emit('trace', event.trace);
    else if (event.what === 'producer-score') this.#score = event.score;
  }
}

/** What a participant at another node receives, or what goes from there into a pipe. */
export class RemoteConsumer extends RemoteStream implements StageConsumer {
  readonly kind: StageConsumer['kind'];
  readonly type: StageConsumer['type'];
  readonly rtpParameters: StageConsumer['rtpParameters'];
  readonly #events = new EventEmitter<{ producerpause: []; producerresume: [] }>();
  #isProducerPaused: boolean;
  #score: ConsumerScore;

  constructor(place: RemotePlace, answer: BranchAnswer<'consume'>) {
    super(place, answer.id, answer.isPaused);
    this.kind = answer.kind;
    this.type = answer.type;
    this.rtpParameters = answer.rtpParameters;
    this.#isProducerPaused = answer.isProducerPaused;
    this.#score = answer.score;
  }

  get producerPaused(): boolean {
    return this.#isProducerPaused;
  }

  get score(): ConsumerScore {
    return this.#score;
  }

  on(event: 'producerpause' | 'producerresume', listener: () => void): this {
    this.#events.on(event, listener);
    return this;
  }

  async requestKeyFrame(): Promise<void> {
    await this.place.ask({ want: 'key-frame', consumer: this.id });
  }

  async setPriority(priority: number): Promise<void> {
    await this.place.ask({ want: 'priority', consumer: this.id, priority });
  }

  async setPreferredLayers({ spatialLayer }: ConsumerLayers): Promise<void> {
    await this.place.ask({ want: 'layer', consumer: this.id, spatialLayer });
  }

  async getStats(): ReturnType<StageConsumer['getStats']> {
    return (await this.place.ask({ want: 'stats', stream: this.id })) as ConsumerStat[] as Awaited<
      ReturnType<StageConsumer['getStats']>
    >;
  }

  override hear(event: BranchEvent): void {
    if (event.what === 'consumer-score') this.#score = event.score;
    if (event.what !== 'producer-paused' || event.isPaused === this.#isProducerPaused) return;
    this.#isProducerPaused = event.isPaused;
    this.#events.emit(event.isPaused ? 'producerpause' : 'producerresume');
  }
}
