import type { Consumer, PipeTransport } from 'mediasoup/types';
import type { LocalHub } from '../media/local-hub.js';
import type { Track } from '../media/track.js';
import type { ToReceiver } from './pipe-messages.js';

/** Programme and stage are on one machine; between machines a pipe needs another address and SRTP. */
const LOOPBACK = '127.0.0.1';

/** The stage's end of one pipe: from one of its routers to the router of a programme. */
export class HubPipe {
  readonly pipeId: string;
  readonly hub: LocalHub;
  readonly #transport: PipeTransport;
  readonly #joined: Promise<void>;
  #isJoined = false;
  #join: () => void = () => undefined;
  #abandon: (reason: Error) => void = () => undefined;

  static async create(pipeId: string, hub: LocalHub, send: (message: ToReceiver) => void): Promise<HubPipe> {
    const transport = await hub.router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: LOOPBACK },
      enableRtx: true,
    });
    const { localAddress: ip, localPort: port } = transport.tuple;
    const pipe = new HubPipe(pipeId, hub, transport);
    send({ kind: 'pipe-opened', pipeId, ip, port });
    return pipe;
  }

  private constructor(pipeId: string, hub: LocalHub, transport: PipeTransport) {
    this.pipeId = pipeId;
    this.hub = hub;
    this.#transport = transport;
    this.#joined = new Promise((resolve, reject) => {
      this.#join = resolve;
      this.#abandon = reject;
    });
    this.#joined.catch(() => undefined);
    transport.observer.once('close', () => this.#abandon(new Error('the pipe was closed')));
  }

  get isClosed(): boolean {
    return this.#transport.closed;
  }

  /** Something could come through. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /** The far end told where it listens. */
  async join(ip: string, port: number): Promise<void> {
    await this.#transport.connect({ ip, port });
    this.#isJoined = true;
    this.#join();
  }

  /** A paused consumer of the track, once the far end is there. */
  async consume(track: Track): Promise<Consumer> {
    await this.#joined;
    const consumer = await this.#transport.consume({ producerId: track.producer.id });
    // A pipe's consumer cannot be made paused; nobody takes its packets at the far end yet.
    await consumer.pause();
    return consumer;
  }

  close(): void {
    this.#transport.close();
  }
}
