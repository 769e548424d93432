import type { Socket } from 'node:net';
import { type Clock, FrameChannel, type Log } from '#kernel';
import type { WorkerPool } from '../media/worker-pool.js';
import { BRANCH_HEARTBEAT } from './branch-heartbeat.js';
import { BranchHost } from './branch-host.js';
import type { StageEpochs } from './stage-epochs.js';

/** Where another node listens for this one. */
export interface OwnerPlace {
  host: string;
  port: number;
}

export interface BranchOffersOptions {
  /** This node's name, for people. */
  node: string;
  pool: WorkerPool;
  fullAtStreams: number;
  epochs: StageEpochs;
  connect(place: OwnerPlace, signal: AbortSignal): Promise<Socket>;
  /** Whether this node holds the socket of a page. */
  holds(socket: string): boolean;
  /** False while the node is being emptied. */
  isTaking(): boolean;
  clock: Clock;
  log: Log;
}

const RETRY_MS = 500;
const LOAD_EVERY_MS = 500;

/** At the node that carries participants: its offer to each node that owns shows, which it keeps up. */
export class BranchOffers {
  readonly #options: BranchOffersOptions;
  readonly #owners = new Map<string, AbortController>();

  constructor(options: BranchOffersOptions) {
    this.#options = options;
  }

  /** The nodes that own shows now. */
  setOwners(places: readonly OwnerPlace[]): void {
    const wanted = new Map(places.map((place) => [`${place.host}:${place.port}`, place]));
    for (const [key, abort] of this.#owners) {
      if (wanted.has(key)) continue;
      this.#owners.delete(key);
      abort.abort(new Error('that node owns nothing'));
    }
    for (const [key, place] of wanted) {
      if (this.#owners.has(key)) continue;
      const abort = new AbortController();
      this.#owners.set(key, abort);
      void this.#keepOffering(place, abort.signal);
    }
  }

  close(): void {
    this.setOwners([]);
  }

  /** A node of an older version closes the connection; it may be replaced by one of this version. */
  async #keepOffering(place: OwnerPlace, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#offerOnce(place, signal).catch(() => undefined);
      await this.#options.clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }

  async #offerOnce(place: OwnerPlace, signal: AbortSignal): Promise<void> {
    const { connect, clock, log, ...options } = this.#options;
    const channel = new FrameChannel(await connect(place, signal), { clock, heartbeat: BRANCH_HEARTBEAT });
    const host = BranchHost.open(channel, { ...options, clock, log });
    const stop = clock.every(LOAD_EVERY_MS, () => host.tellLoad());
    const close = () => channel.close();
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    await new Promise<void>((resolve) => {
      if (channel.isClosed) resolve();
      channel.events.on('closed', () => resolve());
    });
    stop();
    signal.removeEventListener('abort', close);
  }
}
