import type { DirectTransport, PipeTransport, Router, Worker } from 'mediasoup/types';
import { ROUTER_CODECS } from '../media/codecs.js';

const LOOPBACK = '127.0.0.1';

/** The programme's own media worker: one router that pipes end in, and the way out of it into this process. */
export class ReceiverWorker {
  readonly router: Router;
  readonly tapTransport: DirectTransport;
  readonly died: Promise<Error>;
  readonly #worker: Worker;

  static async create(workerBin: string): Promise<ReceiverWorker> {
    const { createWorker } = await import('mediasoup');
    const worker = await createWorker({ logLevel: 'warn', workerBin });
    try {
      const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS });
      return new ReceiverWorker(worker, router, await router.createDirectTransport());
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  private constructor(worker: Worker, router: Router, tapTransport: DirectTransport) {
    this.#worker = worker;
    this.router = router;
    this.tapTransport = tapTransport;
    this.died = new Promise((resolve) => worker.once('died', resolve));
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get isAlive(): boolean {
    return !this.#worker.closed;
  }

  createPipe(): Promise<PipeTransport> {
    return this.router.createPipeTransport({
      listenInfo: { protocol: 'udp', ip: LOOPBACK },
      enableRtx: true,
    });
  }

  /** Resolves when the process is gone. */
  async close(): Promise<void> {
    if (this.#worker.subprocessClosed) return;
    const gone = new Promise<void>((resolve) => this.#worker.once('subprocessclose', () => resolve()));
    this.#worker.close();
    await gone;
  }
}
