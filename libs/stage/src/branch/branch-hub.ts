import type {
  Consumer,
  DataConsumer,
  DataProducer,
  PipeTransport,
  Producer,
  RtpCapabilities,
  WebRtcTransport,
} from 'mediasoup/types';
import type { LocalHub } from '../media/local-hub.js';
import type { LocalPipe } from '../media/local-pipe.js';
import type { DataMessage, DataSink, DataSource } from '../media/media-objects.js';
import type { BranchEvent } from './branch-messages.js';
import type { BranchAnswer, BranchRequest, BranchRequestOf, BranchWant } from './branch-requests.js';
import { consumerAnswer, type KeptHere, producerAnswer, transportAnswer } from './kept-media.js';
import type { KeptParticipant } from './kept-participant.js';
import { tellOfConsumer, tellOfDataConsumer, tellOfProducer } from './tell-of-streams.js';

type Handlers = { [W in BranchWant]: (request: BranchRequestOf<W>) => Promise<BranchAnswer<W>> };

interface Closable {
  readonly id: string;
  readonly closed: boolean;
  readonly observer: { once(event: 'close', listener: () => void): unknown };
  close(): void;
}

/** The objects of one kind, by their ids, as long as they are open. */
class Open<T extends Closable> {
  readonly #what: string;
  readonly #byId = new Map<string, T>();

  constructor(what: string) {
    this.#what = what;
  }

  /** Throws for one that ended while it was made: its owner would hear of the end before it knows the object. */
  add(object: T, onClosed: () => void): void {
    if (object.closed) throw new Error(`the ${this.#what} ended meanwhile`);
    this.#byId.set(object.id, object);
    object.observer.once('close', () => {
      this.#byId.delete(object.id);
      onClosed();
    });
  }

  get all(): readonly T[] {
    return [...this.#byId.values()];
  }

  find(id: string): T | undefined {
    return this.#byId.get(id);
  }

  get(id: string): T {
    const found = this.#byId.get(id);
    if (found !== undefined) return found;
    throw new Error(`there is no such ${this.#what} any more`);
  }
}

/** Who says what happens in a place, and hears what does. */
export interface BranchOwner {
  readonly epoch: number;
  /** `bytes`: a message of a data channel. */
  tell(event: BranchEvent, bytes?: Uint8Array): void;
  /** Whether it takes messages of data channels as fast as they come. */
  hasRoomForData(): boolean;
}

/** At the node that carries participants: the place of a stage of another node, which alone says what happens in it. */
export class BranchHub {
  readonly #hub: LocalHub;
  /** Whose participants it has, for the next owner. */
  readonly #kept = new Map<string, KeptParticipant>();
  /** The page's transport of each consumer that a page has. */
  readonly #pageOf = new WeakMap<Consumer, WebRtcTransport>();
  readonly #counted = new Set<() => void>();
  #owner: BranchOwner;
  #isLeft = false;
  readonly #pages = new Open<WebRtcTransport>('transport');
  readonly #pipes = new Open<LocalPipe>('pipe');
  readonly #producers = new Open<Producer>('producer');
  readonly #consumers = new Open<Consumer>('consumer');
  readonly #data = new Open<DataProducer | DataConsumer | DataSource>('data channel');
  readonly #sinks = new Open<DataSink>('data channel');
  readonly #handlers: Handlers = {
    'page-transport': () => this.#openPage(),
    connect: (request) => this.#connect(request),
    'restart-ice': ({ transport }) => this.#pages.get(transport).restartIce(),
    pipe: () => this.#openPipe(),
    'connect-pipe': async ({ pipe, far }) => done(this.#pipes.get(pipe).connect(far)),
    produce: (request) => this.#produce(request),
    'can-consume': ({ producer, rtpCapabilities }) => this.#hub.canConsume(producer, rtpCapabilities),
    consume: (request) => this.#consume(request),
    'produce-data': (request) => this.#produceData(request),
    'consume-data': (request) => this.#consumeData(request),
    'take-data': ({ producer }) => this.#takeData(producer),
    'give-data': ({ channel }) => this.#giveData(channel),
    pause: ({ stream, isPaused }) =>
      done(isPaused ? this.#stream(stream).pause() : this.#stream(stream).resume()),
    reports: ({ producer }) => done(this.#producers.get(producer).enableTraceEvent(['sr'])),
    'key-frame': ({ consumer }) => done(this.#consumers.get(consumer).requestKeyFrame()),
    layer: ({ consumer, spatialLayer }) =>
      done(this.#consumers.get(consumer).setPreferredLayers({ spatialLayer })),
    priority: ({ consumer, priority }) => done(this.#consumers.get(consumer).setPriority(priority)),
    stats: ({ stream }) => this.#stream(stream).getStats(),
    listen: async ({ producer }) => done(this.#hub.listen(this.#producers.get(producer))),
    close: async ({ object }) => done(this.#find(object)?.close()),
    keep: async ({ participantId, participant }) => done(this.#keep(participantId, participant)),
  };

  constructor(hub: LocalHub, owner: BranchOwner) {
    this.#hub = hub;
    this.#owner = owner;
    hub.events.on('levels', (levels) => this.#tell({ what: 'levels', levels: [...levels] }));
    hub.events.on('dominant', (producer) => this.#tell({ what: 'dominant', producer }));
    hub.events.on('died', () => this.#tell({ what: 'died' }));
  }

  get epoch(): number {
    return this.#owner.epoch;
  }

  get isClosed(): boolean {
    return this.#hub.isClosed;
  }

  get rtpCapabilities() {
    return this.#hub.rtpCapabilities;
  }

  /** Of every end: its owner's wish, a newer owner, the worker's death. */
  whenClosed(listener: () => void): void {
    this.#hub.router.observer.once('close', listener);
  }

  async carryOut(request: BranchRequest): Promise<unknown> {
    const owner = this.#owner;
    const answer = await (this.#handlers[request.want] as (request: BranchRequest) => Promise<unknown>)(
      request,
    );
    // Another owner has the place meanwhile, and knows nothing of what was made for the one before.
    if (!this.isOf(owner)) this.#find(idOf(answer))?.close();
    return answer;
  }

  /** The owner says it on a channel that it gave here; one that has ended is not missed. */
  say(channel: string, message: DataMessage): void {
    this.#sinks.find(channel)?.send(message);
  }

  /** Its owner is not heard any more. What pages here send to each other goes on for the next owner. */
  leave(): void {
    this.#isLeft = true;
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  isOf(owner: BranchOwner | undefined): boolean {
    return this.#owner === owner;
  }

  /** Whether an owner of this epoch may go on with it. */
  isFor(epoch: number): boolean {
    return !this.isClosed && (epoch > this.epoch || (epoch === this.epoch && this.#isLeft));
  }

  /**
   * Another owner has the show: what pages here send and receive of each other stays, all else ends. The owner before
   * hears that the place is gone.
   */
  takeOver(owner: BranchOwner): readonly KeptHere[] {
    this.#tell({ what: 'died' });
    this.#owner = owner;
    this.#isLeft = false;
    for (const object of [...this.#pipes.all, ...this.#data.all, ...this.#sinks.all]) object.close();
    const kept = [...this.#kept.values()].flatMap((participant) => this.#mediaOf(participant) ?? []);
    const used = new Set<Closable | null>(
      kept.flatMap(({ sends, receives, producers }) => [sends, receives, ...producers]),
    );
    // Also a track that the owner before did not live to name: its page has had no answer.
    for (const object of [...this.#pages.all, ...this.#producers.all]) if (!used.has(object)) object.close();
    return kept;
  }

  /** The node owns the show now: nobody controls the place from elsewhere any more. */
  takeHome(): { hub: LocalHub; kept: readonly KeptHere[] } {
    const kept = this.takeOver({ epoch: this.epoch, tell: () => undefined, hasRoomForData: () => true });
    this.#hub.events.clear();
    // The stage counts them from now on.
    for (const uncount of this.#counted) uncount();
    this.#counted.clear();
    return { hub: this.#hub, kept };
  }

  /** Its owner has lost the show: what pages here send and receive ends. */
  supersede(): void {
    this.#tell({ what: 'died' });
    this.close();
  }

  close(): void {
    this.#hub.close();
  }

  async #openPage(): Promise<BranchAnswer<'page-transport'>> {
    const transport = await this.#hub.createPageTransport();
    this.#pages.add(transport, () => this.#ended(transport.id));
    return transportAnswer(transport);
  }

  async #connect({ transport, dtlsParameters }: BranchRequestOf<'connect'>): Promise<null> {
    const page = this.#pages.get(transport);
    await page.connect({ dtlsParameters });
    this.#hub.watchPath(page);
    return null;
  }

  async #openPipe(): Promise<BranchAnswer<'pipe'>> {
    const pipe = await this.#hub.openPipe();
    this.#pipes.add(pipe, () => this.#ended(pipe.id));
    return { id: pipe.id, address: pipe.address };
  }

  async #produce({ transport, options }: BranchRequestOf<'produce'>): Promise<BranchAnswer<'produce'>> {
    const page = this.#pages.find(transport);
    const producer = await this.#transport(transport).produce(options);
    if (page !== undefined) this.#count(producer);
    tellOfProducer(producer, (event) => this.#tell(event));
    this.#producers.add(producer, () => this.#ended(producer.id));
    return producerAnswer(producer);
  }

  async #consume(request: BranchRequestOf<'consume'>): Promise<BranchAnswer<'consume'>> {
    const consumer =
      request.rtpCapabilities === undefined
        ? await this.#pipes.get(request.transport).transport.consume({ producerId: request.producer })
        : await this.#consumeForPage(request, request.rtpCapabilities);
    tellOfConsumer(consumer, (event) => this.#tell(event));
    this.#consumers.add(consumer, () => this.#ended(consumer.id));
    return consumerAnswer(consumer);
  }

  async #consumeForPage(
    { transport, producer: producerId, isPaused: paused }: BranchRequestOf<'consume'>,
    rtpCapabilities: RtpCapabilities,
  ): Promise<Consumer> {
    const page = this.#pages.get(transport);
    const consumer = await page.consume({ producerId, rtpCapabilities, paused });
    this.#count(consumer);
    this.#pageOf.set(consumer, page);
    return consumer;
  }

  async #produceData(request: BranchRequestOf<'produce-data'>): Promise<BranchAnswer<'produce-data'>> {
    const producer = await this.#pages.get(request.transport).produceData(request.options);
    this.#data.add(producer, () => this.#ended(producer.id));
    const { id, label, protocol } = producer;
    return { id, label, protocol };
  }

  async #consumeData(request: BranchRequestOf<'consume-data'>): Promise<BranchAnswer<'consume-data'>> {
    const { transport, producer: dataProducerId, delivery } = request;
    const consumer = await this.#pages.get(transport).consumeData({ dataProducerId, ...delivery });
    tellOfDataConsumer(consumer, (event) => this.#tell(event));
    this.#data.add(consumer, () => this.#ended(consumer.id));
    const { id, label, protocol, sctpStreamParameters = null } = consumer;
    return { id, label, protocol, sctpStreamParameters };
  }

  async #takeData(producer: string): Promise<BranchAnswer<'take-data'>> {
    const source: DataSource = await this.#hub.takeData(producer, (message) => this.#pass(source, message));
    this.#data.add(source, () => this.#ended(source.id));
    const { id, label, protocol } = source;
    return { id, label, protocol };
  }

  /** A page that sends faster than the owner takes it loses this way, and nobody anything else. */
  #pass(source: DataSource, { bytes, payload }: DataMessage): void {
    if (!this.#owner.hasRoomForData()) source.close();
    else this.#owner.tell({ what: 'data', consumer: source.id, payload }, bytes);
  }

  async #giveData(channel: BranchRequestOf<'give-data'>['channel']): Promise<BranchAnswer<'give-data'>> {
    const sink = await this.#hub.giveData(channel);
    this.#sinks.add(sink, () => this.#ended(sink.id));
    return { id: sink.id };
  }

  #transport(id: string): WebRtcTransport | PipeTransport {
    return this.#pages.find(id) ?? this.#pipes.get(id).transport;
  }

  #stream(id: string): Producer | Consumer {
    return this.#producers.find(id) ?? this.#consumers.get(id);
  }

  #find(id: string): Closable | undefined {
    return (
      this.#producers.find(id) ??
      this.#consumers.find(id) ??
      this.#data.find(id) ??
      this.#sinks.find(id) ??
      this.#pages.find(id) ??
      this.#pipes.find(id)
    );
  }

  #count({ observer }: Pick<Closable, 'observer'>): void {
    const uncount = this.#hub.countStream();
    this.#counted.add(uncount);
    observer.once('close', () => {
      uncount();
      this.#counted.delete(uncount);
    });
  }

  #keep(participantId: string, participant: KeptParticipant | null): void {
    if (participant === null) this.#kept.delete(participantId);
    else this.#kept.set(participantId, participant);
  }

  /** Nothing where a part of it has ended: the page then enters again, and sends all of it again. */
  #mediaOf(participant: KeptParticipant): KeptHere | undefined {
    const receives = this.#pages.find(participant.receives.transport);
    const sends = participant.sends === null ? null : this.#pages.find(participant.sends);
    const producers = participant.tracks.flatMap(({ trackId }) => this.#producers.find(trackId) ?? []);
    if (receives === undefined || sends === undefined || producers.length < participant.tracks.length)
      return undefined;
    const consumers = this.#consumers.all
      .filter((consumer) => this.#pageOf.get(consumer) === receives)
      .map((consumer) => ({ consumer, trackId: consumer.producerId }));
    return { participant, sends, receives, producers, consumers };
  }

  /** In the order in which things happen; an object's first event comes after the answer that names it. */
  #tell(event: BranchEvent): void {
    this.#owner.tell(event);
  }

  /** All that a place that closes had on it is known to be gone. */
  #ended(object: string): void {
    if (!this.#hub.isClosed) this.#tell({ what: 'closed', object });
  }
}

/** Of an answer that names what was made. */
const idOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'id' in answer ? String(answer.id) : '';

async function done(work: Promise<unknown> | unknown): Promise<null> {
  await work;
  return null;
}
