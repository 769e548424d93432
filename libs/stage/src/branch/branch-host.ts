import type { FrameChannel, Log } from '#kernel';
import { LocalHub } from '../media/local-hub.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { BranchHub } from './branch-hub.js';
import {
  BRANCH_PROTOCOL,
  type BranchEvent,
  type FromBranch,
  type ToBranch,
  toBranchSchema,
} from './branch-messages.js';
import type { StageEpochs } from './stage-epochs.js';

export interface BranchHostOptions {
  /** For people. */
  node: string;
  pool: WorkerPool;
  /** From this many streams on each of its workers, the node takes no more participants of other nodes' stages. */
  fullAtStreams: number;
  epochs: StageEpochs;
  /** Whether this node holds the socket of a page. */
  holds(socket: string): boolean;
  /** False while the node is being emptied. */
  isTaking(): boolean;
  log: Log;
}

interface Load {
  streams: number;
  hasRoom: boolean;
}

type Asked = Extract<ToBranch, { ask: number }>;

/** At the node that carries participants: all that one owner of stages has here. It ends with the owner's channel. */
export class BranchHost {
  readonly #channel: FrameChannel;
  readonly #options: BranchHostOptions;
  readonly #hubs = new Map<string, BranchHub>();
  #told: Load | undefined;

  static open(channel: FrameChannel, options: BranchHostOptions): BranchHost {
    return new BranchHost(channel, options);
  }

  private constructor(channel: FrameChannel, options: BranchHostOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.events.on('frame', ({ message }) => this.#take(message));
    channel.events.on('closed', () => this.#closed());
    this.#send({ kind: 'offer', protocol: BRANCH_PROTOCOL, node: options.node.slice(0, 64) });
    this.tellLoad();
  }

  /** When it has changed. */
  tellLoad(): void {
    const { streams, hasRoom } = this.#load();
    if (this.#told?.streams === streams && this.#told.hasRoom === hasRoom) return;
    this.#told = { streams, hasRoom };
    this.#send({ kind: 'load', streams, hasRoom });
  }

  #load(): Load {
    const { pool, fullAtStreams, isTaking } = this.#options;
    const streams = pool.findLeastLoaded(new Set())?.streams;
    return { streams: streams ?? 0, hasRoom: streams !== undefined && streams < fullAtStreams && isTaking() };
  }

  #take(received: unknown): void {
    const parsed = toBranchSchema.safeParse(received);
    if (!parsed.success) {
      this.#options.log.error('stage.branch | what an owner says cannot be read', { error: parsed.error });
      this.#channel.close();
    } else if (parsed.data.kind === 'close') this.#close(parsed.data);
    else void this.#answer(parsed.data);
  }

  async #answer(asked: Asked): Promise<void> {
    const { ask } = asked;
    try {
      this.#send({ kind: 'answer', ask, value: await this.#carryOut(asked) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#send({ kind: 'refused', ask, why: why.slice(0, 500) });
    }
  }

  #carryOut(asked: Asked): unknown {
    if (asked.kind === 'holds') return this.#options.holds(asked.socket);
    if (asked.kind === 'open') return this.#open(asked);
    return this.#hubOf(asked.hub, asked.epoch).carryOut(asked.request);
  }

  async #open({ hub: hubId, showId, epoch }: Extract<ToBranch, { kind: 'open' }>): Promise<unknown> {
    const { pool, epochs } = this.#options;
    epochs.assertCurrent(showId, epoch);
    if (!this.#load().hasRoom) throw new Error('this node has no room');
    const hub = await LocalHub.create(await pool.place());
    const tell = (event: BranchEvent) => this.#send({ kind: 'event', hub: hubId, event });
    const branch = new BranchHub(hub, epoch, tell);
    try {
      epochs.enter(showId, branch);
    } catch (error) {
      branch.close();
      throw error;
    }
    if (this.#channel.isClosed) branch.close();
    else this.#hubs.set(hubId, branch);
    this.#options.log.info('stage.branch | participants of a show of another node are carried here', {
      showId,
      epoch,
    });
    return branch.rtpCapabilities;
  }

  #hubOf(hubId: string, epoch: number): BranchHub {
    const hub = this.#hubs.get(hubId);
    if (hub !== undefined && !hub.isClosed && hub.epoch === epoch) return hub;
    throw new Error('this place of the stage is gone, or another owner has it');
  }

  #close({ hub: hubId, epoch }: Extract<ToBranch, { kind: 'close' }>): void {
    const hub = this.#hubs.get(hubId);
    if (hub?.epoch !== epoch) return;
    hub.close();
    this.#hubs.delete(hubId);
  }

  /** The owner is gone, or cannot be reached: nobody could end what its participants send and receive here. */
  #closed(): void {
    for (const hub of this.#hubs.values()) hub.close();
    this.#hubs.clear();
  }

  #send(message: FromBranch): void {
    this.#channel.send(message);
  }
}
