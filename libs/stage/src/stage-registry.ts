import { type Clock, type Log, TypedEvents } from '#kernel';
import { LIMITS } from '#protocol';
import { BranchOffers, type BranchOffersOptions } from './branch/branch-offers.js';
import { Branches } from './branch/branches.js';
import { StageEpochs } from './branch/stage-epochs.js';
import { FrontRow, type FrontRowOptions } from './front-row/front-row.js';
import type { PipeListen } from './media/media-worker.js';
import { stageRebuilding } from './media/stage-rebuilding.js';
import { WorkerPool } from './media/worker-pool.js';
import type { StageOutbox } from './outbox.js';
import { Stage, type StageSettings } from './stage.js';

export interface StageRegistryOptions {
  workerBin: string;
  /** How many media workers; one a core is right. */
  workers: number;
  listenHost: string;
  /** The address that pages send to, when it is not `listenHost`. */
  announcedAddress?: string | undefined;
  /** Worker number i takes this port plus i, for UDP and TCP; 0 takes any. */
  rtcPort: number;
  /** Where pipes of other nodes end; without it pipes are of this machine alone. */
  pipeListen?: PipeListen | undefined;
  outbox: StageOutbox;
  clock: Clock;
  log: Log;
  settings?: Partial<StageSettings>;
}

const DEFAULT_SETTINGS: StageSettings = { maxPublishers: LIMITS.publishers, spreadAtStreams: 400 };

export interface StageRegistryEvents {
  'stage-opened': Stage;
}

/** All stages of this process and the workers that carry them. */
export class StageRegistry {
  readonly events = new TypedEvents<StageRegistryEvents>();
  /** The nodes that carry participants of stages of this one. */
  readonly branches: Branches;
  readonly #options: StageRegistryOptions;
  readonly #pool: WorkerPool;
  readonly #epochs = new StageEpochs();
  readonly #stages = new Map<string, Promise<Stage>>();
  readonly #open = new Map<string, Stage>();
  #isClosed = false;

  /** Loads what the first media worker would: a start is shorter by it. */
  static async load(): Promise<void> {
    await import('mediasoup');
  }

  static async create(options: StageRegistryOptions): Promise<StageRegistry> {
    return new StageRegistry(options, await WorkerPool.create(options));
  }

  private constructor(options: StageRegistryOptions, pool: WorkerPool) {
    this.#options = options;
    this.#pool = pool;
    this.branches = new Branches(options);
  }

  get stages(): readonly Stage[] {
    return [...this.#open.values()];
  }

  /** For health and metrics. */
  get workers(): readonly { index: number; pid: number; streams: number; isAlive: boolean }[] {
    return this.#pool.workers;
  }

  /** Media paths of browsers since the start: how many opened, how many never did. */
  get paths(): { readonly opened: number; readonly failed: number } {
    return this.#pool.paths;
  }

  find(showId: string): Stage | undefined {
    return this.#open.get(showId);
  }

  /** The show's stage; opening an open one answers with the same. */
  openStage(showId: string): Promise<Stage> {
    if (this.#isClosed) return Promise.reject(stageRebuilding());
    const known = this.#stages.get(showId);
    if (known !== undefined) return known;
    const opening = this.#openStage(showId);
    this.#stages.set(showId, opening);
    opening.catch(() => this.#stages.delete(showId));
    return opening;
  }

  /** Receivers of a programme in real time, on the media workers of all stages. */
  openFrontRow({ send, limit }: Pick<FrontRowOptions, 'send' | 'limit'>): FrontRow {
    const { clock, log } = this.#options;
    return new FrontRow({ pool: this.#pool, send, limit, clock, log });
  }

  /** This node's offers to carry participants of stages that other nodes own, on the media workers of all stages. */
  openOffers(
    options: Omit<BranchOffersOptions, 'pool' | 'fullAtStreams' | 'epochs' | 'clock' | 'log'>,
  ): BranchOffers {
    const { clock, log, settings } = this.#options;
    const { spreadAtStreams: fullAtStreams } = { ...DEFAULT_SETTINGS, ...settings };
    return new BranchOffers({
      ...options,
      ...{ pool: this.#pool, fullAtStreams, epochs: this.#epochs, clock, log },
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.allSettled([...this.#stages.values()]);
    for (const stage of this.stages) stage.close('shutdown');
    this.branches.close();
    await this.#pool.close();
  }

  #takeHome(showId: string): ReturnType<StageEpochs['takeHome']> {
    const epoch = this.branches.epochOf(showId);
    return epoch === undefined ? undefined : this.#epochs.takeHome(showId, epoch);
  }

  async #openStage(showId: string): Promise<Stage> {
    const { outbox, clock, log, settings } = this.#options;
    const stage = await Stage.create({
      showId,
      pool: this.#pool,
      branches: this.branches,
      takeHome: () => this.#takeHome(showId),
      settings: { ...DEFAULT_SETTINGS, ...settings },
      outbox,
      clock,
      log,
    });
    this.#open.set(showId, stage);
    stage.events.on('closed', () => {
      this.#open.delete(showId);
      this.#stages.delete(showId);
    });
    this.events.emit('stage-opened', stage);
    return stage;
  }
}
