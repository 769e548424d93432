import { networkInterfaces } from 'node:os';
import type { Router, RouterRtpCodecCapability, WebRtcServer, Worker } from 'mediasoup/types';
import { type Clock, type Log, putMediaFirst, TypedEvents } from '#kernel';
import { ROUTER_CODECS } from './codecs.js';
import { type MediaAddress, mediaAddresses } from './media-addresses.js';
import type { MediaPaths } from './media-paths.js';

export interface MediaWorkerOptions {
  index: number;
  workerBin: string;
  listenHost: string;
  announcedAddress: string | undefined;
  /** 0 takes any free port. */
  port: number;
  /** Where pipes of other nodes end; without it pipes are of this machine alone. */
  pipeListen?: PipeListen | undefined;
  clock: Clock;
  log: Log;
  paths: MediaPaths;
}

/** IP addresses: a media worker knows no names. */
export interface PipeListen {
  host: string;
  /** How other nodes reach it. */
  address: string;
}

export interface MediaWorkerEvents {
  died: Error;
}

const BUFFER_BYTES = 2 << 20;
const LOOPBACK: PipeListen = { host: '127.0.0.1', address: '127.0.0.1' };

/** On all of the machine's addresses that serve; on the first alone if another program has the port of one of them. */
async function listen(worker: Worker, options: MediaWorkerOptions): Promise<WebRtcServer> {
  const { listenHost, announcedAddress, port, log, index } = options;
  const addresses = mediaAddresses({ listenHost, announcedAddress, interfaces: networkInterfaces() });
  const at = (chosen: readonly MediaAddress[]) =>
    worker.createWebRtcServer({
      listenInfos: chosen.flatMap((address) => [
        { protocol: 'udp', ...address, port, sendBufferSize: BUFFER_BYTES, recvBufferSize: BUFFER_BYTES },
        { protocol: 'tcp', ...address, port },
      ]),
    });
  try {
    return await at(addresses);
  } catch (error) {
    if (addresses.length === 1) throw error;
    log.warn('stage.worker | listens on loopback only', { worker: index, addresses, error });
    return at(addresses.slice(0, 1));
  }
}

/** One mediasoup process with its one UDP and TCP port. */
export class MediaWorker {
  readonly index: number;
  readonly events = new TypedEvents<MediaWorkerEvents>();
  readonly webRtcServer: WebRtcServer;
  readonly paths: MediaPaths;
  readonly pipeListen: PipeListen;
  readonly clock: Clock;
  readonly #worker: Worker;
  /** Streams that go in or out: what a worker's time is spent on. */
  #streams = 0;

  static async create(options: MediaWorkerOptions): Promise<MediaWorker> {
    // Loaded here and not at the top: who only needs the types of a stage must not pay for mediasoup.
    const { createWorker } = await import('mediasoup');
    const worker = await createWorker({ logLevel: 'warn', workerBin: options.workerBin });
    putMediaFirst(worker.pid);
    try {
      const webRtcServer = await listen(worker, options);
      return new MediaWorker(options, worker, webRtcServer);
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  private constructor(options: MediaWorkerOptions, worker: Worker, webRtcServer: WebRtcServer) {
    this.index = options.index;
    this.paths = options.paths;
    this.clock = options.clock;
    this.pipeListen = options.pipeListen ?? LOOPBACK;
    this.#worker = worker;
    this.webRtcServer = webRtcServer;
    worker.on('died', (error) => {
      options.log.error('stage.worker | died', { worker: this.index, pid: worker.pid, error });
      this.events.emit('died', error);
    });
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get isAlive(): boolean {
    return !this.#worker.closed;
  }

  get streams(): number {
    return this.#streams;
  }

  /** Counts one stream; the answer takes it back, once. */
  countStream(): () => void {
    this.#streams += 1;
    let counted = true;
    return () => {
      if (counted) this.#streams -= 1;
      counted = false;
    };
  }

  createRouter(mediaCodecs: RouterRtpCodecCapability[] = ROUTER_CODECS): Promise<Router> {
    return this.#worker.createRouter({ mediaCodecs });
  }

  /** Milliseconds of processor time that the process has used. */
  async cpuMs(): Promise<number> {
    const usage = await this.#worker.getResourceUsage();
    return usage.ru_utime + usage.ru_stime;
  }

  /** How many routers the process itself knows: for proofs that nothing stays. */
  async countRouters(): Promise<number> {
    return (await this.#worker.dump()).routerIds.length;
  }

  /** Resolves when the process is gone. */
  async close(): Promise<void> {
    if (this.#worker.subprocessClosed) return;
    const gone = new Promise<void>((resolve) => this.#worker.once('subprocessclose', () => resolve()));
    this.#worker.close();
    await gone;
  }
}
