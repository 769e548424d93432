import type {
  Consumer,
  DataConsumer,
  DataProducer,
  PipeTransport,
  Producer,
  WebRtcTransport,
} from 'mediasoup/types';
import type { LocalHub } from '../media/local-hub.js';
import type { LocalPipe } from '../media/local-pipe.js';
import type { BranchEvent } from './branch-messages.js';
import type { BranchAnswer, BranchRequest, BranchRequestOf, BranchWant } from './branch-requests.js';
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

  find(id: string): T | undefined {
    return this.#byId.get(id);
  }

  get(id: string): T {
    const found = this.#byId.get(id);
    if (found !== undefined) return found;
    throw new Error(`there is no such ${this.#what} any more`);
  }
}

/** At the node that carries participants: the place of a stage of another node, which alone says what happens in it. */
export class BranchHub {
  readonly epoch: number;
  readonly #hub: LocalHub;
  readonly #tell: (event: BranchEvent) => void;
  readonly #pages = new Open<WebRtcTransport>('transport');
  readonly #pipes = new Open<LocalPipe>('pipe');
  readonly #producers = new Open<Producer>('producer');
  readonly #consumers = new Open<Consumer>('consumer');
  readonly #data = new Open<DataProducer | DataConsumer>('data channel');
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
  };

  /** `tell` is called in the order in which things happen; an object's first event comes after the answer that names it. */
  constructor(hub: LocalHub, epoch: number, tell: (event: BranchEvent) => void) {
    this.#hub = hub;
    this.epoch = epoch;
    this.#tell = tell;
    hub.events.on('levels', (levels) => tell({ what: 'levels', levels: [...levels] }));
    hub.events.on('dominant', (producer) => tell({ what: 'dominant', producer }));
    hub.events.on('died', () => tell({ what: 'died' }));
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

  carryOut(request: BranchRequest): Promise<unknown> {
    return (this.#handlers[request.want] as (request: BranchRequest) => Promise<unknown>)(request);
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
    const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters = null } = transport;
    return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
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
    if (page !== undefined) producer.observer.once('close', this.#hub.countStream());
    tellOfProducer(producer, this.#tell);
    this.#producers.add(producer, () => this.#ended(producer.id));
    const { id, kind, rtpParameters, paused: isPaused } = producer;
    return { id, kind, rtpParameters, isPaused };
  }

  async #consume(request: BranchRequestOf<'consume'>): Promise<BranchAnswer<'consume'>> {
    const { transport, producer: producerId, rtpCapabilities, isPaused } = request;
    const consumer =
      rtpCapabilities === undefined
        ? await this.#pipes.get(transport).transport.consume({ producerId })
        : await this.#pages.get(transport).consume({ producerId, rtpCapabilities, paused: isPaused });
    if (rtpCapabilities !== undefined) consumer.observer.once('close', this.#hub.countStream());
    tellOfConsumer(consumer, this.#tell);
    this.#consumers.add(consumer, () => this.#ended(consumer.id));
    const { id, kind, type, rtpParameters, score } = consumer;
    return {
      ...{ id, kind, type, rtpParameters, score },
      isPaused: consumer.paused,
      isProducerPaused: consumer.producerPaused,
    };
  }

  async #produceData(request: BranchRequestOf<'produce-data'>): Promise<BranchAnswer<'produce-data'>> {
    const producer = await this.#transport(request.transport).produceData(request.options);
    this.#data.add(producer, () => this.#ended(producer.id));
    const { id, label, protocol } = producer;
    return { id, label, protocol };
  }

  async #consumeData(request: BranchRequestOf<'consume-data'>): Promise<BranchAnswer<'consume-data'>> {
    const { transport, producer: dataProducerId } = request;
    const consumer = await this.#transport(transport).consumeData({ dataProducerId });
    tellOfDataConsumer(consumer, this.#tell);
    this.#data.add(consumer, () => this.#ended(consumer.id));
    const { id, label, protocol, sctpStreamParameters = null } = consumer;
    return { id, label, protocol, sctpStreamParameters };
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
      this.#pages.find(id) ??
      this.#pipes.find(id)
    );
  }

  /** All that a place that closes had on it is known to be gone. */
  #ended(object: string): void {
    if (!this.#hub.isClosed) this.#tell({ what: 'closed', object });
  }
}

async function done(work: Promise<unknown> | unknown): Promise<null> {
  await work;
  return null;
}
