import type { DirectTransport, PipeTransport, ProducerOptions, Router } from 'mediasoup/types';
import type { Clock } from '#kernel';
import type { PipeAddress, PipeEnd, StageConsumer, StageProducer } from './media-objects.js';
import type { PipeListen } from './media-worker.js';

/** Between nodes alone; a node needs one port for each router of another node that it exchanges media with. */
const PORTS = { min: 41_000, max: 41_999 };

/** A path that lets a packet through does so within milliseconds; a firewall drops them without a word. */
const PROVEN_WITHIN_MS = 2_000;

export interface LocalPipeOptions {
  router: Router;
  /** Of the same router. */
  direct: DirectTransport;
  listen: PipeListen;
  clock: Clock;
}

/** This node's end of a pipe between routers of two nodes. */
export class LocalPipe implements PipeEnd {
  readonly address: PipeAddress;
  readonly transport: PipeTransport;
  readonly #options: LocalPipeOptions;

  static async create(options: LocalPipeOptions): Promise<LocalPipe> {
    const { router, listen } = options;
    const { host, address } = listen;
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
    return new LocalPipe(transport, options, { ip: address, port, srtpParameters });
  }

  private constructor(transport: PipeTransport, options: LocalPipeOptions, address: PipeAddress) {
    this.transport = transport;
    this.#options = options;
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

  /** Rejects where nothing of it reaches the other node: no packet of media would, and nobody would say so. */
  async connect({ ip, port, srtpParameters }: PipeAddress): Promise<void> {
    await this.transport.connect({ ip, port, srtpParameters });
    await this.#prove();
  }

  consume(producerId: string): Promise<StageConsumer> {
    return this.transport.consume({ producerId });
  }

  produce(options: ProducerOptions): Promise<StageProducer> {
    return this.transport.produce(options);
  }

  close(): void {
    this.transport.close();
  }

  /** The handshake of data channels needs packets both ways; it begins with the first channel, on which nothing is said. */
  async #prove(): Promise<void> {
    const { direct, clock } = this.#options;
    const probe = await direct.produceData({ label: 'probe' });
    try {
      const joined = joinedOf(this.transport, clock);
      joined.catch(() => undefined);
      await this.transport.consumeData({ dataProducerId: probe.id });
      await joined;
    } finally {
      probe.close();
    }
  }
}

function joinedOf(transport: PipeTransport, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      cancel();
      transport.off('sctpstatechange', look);
      transport.observer.off('close', closed);
      then();
    };
    const closed = () => settle(() => reject(new Error('the pipe was closed')));
    const look = () => {
      if (transport.sctpState === 'connected') settle(resolve);
    };
    const cancel = clock.after(PROVEN_WITHIN_MS, () => settle(() => reject(nothingComes())));
    transport.on('sctpstatechange', look);
    transport.observer.once('close', closed);
    look();
  });
}

const nothingComes = (): Error =>
  new Error(
    `nothing comes through from the other node: are UDP ports ${PORTS.min} to ${PORTS.max} open between them?`,
  );
