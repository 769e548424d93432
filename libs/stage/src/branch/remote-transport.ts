import type {
  ConsumerOptions,
  DataConsumerOptions,
  DataProducerOptions,
  DtlsParameters,
  IceParameters,
  ProducerOptions,
} from 'mediasoup/types';
import type { PageTransport, PipeAddress, PipeEnd } from '../media/media-objects.js';
import type { BranchAnswer } from './branch-requests.js';
import { RemoteData } from './remote-data.js';
import { RemoteEnd } from './remote-end.js';
import type { RemotePlace } from './remote-place.js';
import { RemoteConsumer, RemoteProducer } from './remote-streams.js';

/** What all transports at another node can do. */
abstract class AnyRemoteTransport extends RemoteEnd {
  readonly #streams = new Set<RemoteProducer | RemoteConsumer | RemoteData>();

  produce(options: ProducerOptions): Promise<RemoteProducer> {
    return this.place.make({ want: 'produce', transport: this.id, options }, (answer) =>
      this.carry(new RemoteProducer(this.place, answer)),
    );
  }

  /** At once, as it does there; the other node tells of each stream a moment later. */
  protected override endCarried(): void {
    for (const stream of [...this.#streams]) stream.ended();
  }

  protected consumeOf(
    producer: string,
    rtpCapabilities: ConsumerOptions['rtpCapabilities'] | undefined,
    isPaused: boolean,
  ): Promise<RemoteConsumer> {
    const asked = { want: 'consume' as const, transport: this.id, producer, isPaused };
    return this.place.make({ ...asked, ...(rtpCapabilities && { rtpCapabilities }) }, (answer) =>
      this.carry(new RemoteConsumer(this.place, answer)),
    );
  }

  /** A stream on it ends with it. */
  carry<T extends RemoteProducer | RemoteConsumer | RemoteData>(stream: T): T {
    this.#streams.add(stream);
    stream.observer.once('close', () => this.#streams.delete(stream));
    this.place.add(stream);
    // The transport was closed here while the other node was at it.
    if (this.closed) stream.close();
    return stream;
  }
}

/** The transport of a page whose media ends at another node. */
export class RemoteTransport extends AnyRemoteTransport implements PageTransport {
  readonly type = 'webrtc';
  readonly iceCandidates: PageTransport['iceCandidates'];
  readonly dtlsParameters: PageTransport['dtlsParameters'];
  readonly sctpParameters: PageTransport['sctpParameters'];
  readonly iceParameters: PageTransport['iceParameters'];

  constructor(place: RemotePlace, answer: BranchAnswer<'page-transport'>) {
    super(place, answer.id);
    this.iceParameters = answer.iceParameters;
    this.iceCandidates = answer.iceCandidates;
    this.dtlsParameters = answer.dtlsParameters;
    this.sctpParameters = answer.sctpParameters ?? undefined;
  }

  async connect({ dtlsParameters }: { dtlsParameters: DtlsParameters }): Promise<void> {
    await this.place.ask({ want: 'connect', transport: this.id, dtlsParameters });
  }

  restartIce(): Promise<IceParameters> {
    return this.place.ask({ want: 'restart-ice', transport: this.id });
  }

  consume({ producerId, rtpCapabilities, paused = false }: ConsumerOptions): Promise<RemoteConsumer> {
    return this.consumeOf(producerId, rtpCapabilities, paused);
  }

  produceData(options: DataProducerOptions): Promise<RemoteData> {
    return this.place.make({ want: 'produce-data', transport: this.id, options }, (answer) =>
      this.carry(new RemoteData(this.place, answer)),
    );
  }

  consumeData({ dataProducerId: producer, ...delivery }: DataConsumerOptions): Promise<RemoteData> {
    return this.place.make({ want: 'consume-data', transport: this.id, producer, delivery }, (answer) =>
      this.carry(new RemoteData(this.place, answer)),
    );
  }
}

/** The other node's end of a pipe. */
export class RemotePipe extends AnyRemoteTransport implements PipeEnd {
  readonly address: PipeAddress;

  constructor(place: RemotePlace, { id, address }: BranchAnswer<'pipe'>) {
    super(place, id);
    this.address = address;
  }

  async connect(far: PipeAddress): Promise<void> {
    await this.place.ask({ want: 'connect-pipe', pipe: this.id, far });
  }

  consume(producerId: string): Promise<RemoteConsumer> {
    return this.consumeOf(producerId, undefined, false);
  }
}
