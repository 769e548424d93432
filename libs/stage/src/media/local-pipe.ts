import type { DataProducerOptions, PipeTransport, ProducerOptions, Router } from 'mediasoup/types';
import type {
  PipeAddress,
  PipeEnd,
  StageConsumer,
  StageDataConsumer,
  StageDataProducer,
  StageProducer,
} from './media-objects.js';
import type { PipeListen } from './media-worker.js';

/** Between nodes alone; a node needs one port for each router of another node that it exchanges media with. */
const PORTS = { min: 41_000, max: 41_999 };

/** This node's end of a pipe between routers of two nodes. */
export class LocalPipe implements PipeEnd {
  readonly address: PipeAddress;
  readonly transport: PipeTransport;

  static async create(router: Router, { host, address }: PipeListen): Promise<LocalPipe> {
    const transport = await router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: host, announcedAddress: address, portRange: PORTS },
      enableRtx: true,
      enableSrtp: true,
      enableSctp: true,
    });
    const { srtpParameters } = transport;
    if (srtpParameters === undefined) {
      transport.close();
      throw new Error('the pipe has no keys');
    }
    const { localPort: port } = transport.tuple;
    return new LocalPipe(transport, { ip: address, port, srtpParameters });
  }

  private constructor(transport: PipeTransport, address: PipeAddress) {
    this.transport = transport;
    this.address = address;
  }

  get id(): string {
    return this.transport.id;
  }

  get closed(): boolean {
    return this.transport.closed;
  }

  get observer(): PipeTransport['observer'] {
    return this.transport.observer;
  }

  connect({ ip, port, srtpParameters }: PipeAddress): Promise<void> {
    return this.transport.connect({ ip, port, srtpParameters });
  }

  consume(producerId: string): Promise<StageConsumer> {
    return this.transport.consume({ producerId });
  }

  produce(options: ProducerOptions): Promise<StageProducer> {
    return this.transport.produce(options);
  }

  consumeData(dataProducerId: string): Promise<StageDataConsumer> {
    return this.transport.consumeData({ dataProducerId });
  }

  produceData(options: DataProducerOptions): Promise<StageDataProducer> {
    return this.transport.produceData(options);
  }

  close(): void {
    this.transport.close();
  }
}
