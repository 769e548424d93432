import type { Clock, FrameChannel, Log } from '#kernel';
import { LocalHub } from '../media/local-hub.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { BranchHub, type BranchOwner } from './branch-hub.js';
import { BRANCH_PROTOCOL, type FromBranch, type ToBranch, toBranchSchema } from './branch-messages.js';
import { hasRoomForData } from './data-room.js';
import { answerOf, type Opened } from './kept-media.js';
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
  clock: Clock;
  log: Log;
}

/** A node that hangs is known after 1.4 s, and its shows are elsewhere soon after; a server starts again in less. */
const KEPT_MS = 10_000;

interface Load {
  streams: number;
  hasRoom: boolean;
}

type Asked = Extract<ToBranch, { ask: number }>;

/** At the node that carries participants: all that one owner of stages has here. It ends with the owner's channel. */
export class BranchHost {
  readonly #channel: FrameChannel;
  readonly #options: BranchHostOptions;
  readonly #hubs = new Map<string, { branch: BranchHub; owner: BranchOwner }>();
  #told: Load | undefined;

  static open(channel: FrameChannel, options: BranchHostOptions): BranchHost {
    return new BranchHost(channel, options);
  }

  private constructor(channel: FrameChannel, options: BranchHostOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.events.on('frame', ({ message, bytes }) => this.#take(message, bytes));
    channel.events.on('closed', () => this.#leave());
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

  #take(received: unknown, bytes: Uint8Array): void {
    const parsed = toBranchSchema.safeParse(received);
    if (!parsed.success) {
      this.#options.log.error('stage.branch | what an owner says cannot be read', { error: parsed.error });
      this.#channel.close();
    } else if (parsed.data.kind === 'close') this.#close(parsed.data);
    else if (parsed.data.kind === 'data') this.#say(parsed.data, bytes);
    else void this.#answer(parsed.data);
  }

  async #answer(asked: Asked): Promise<void> {
    const { ask } = asked;
    try {
      this.#send({ kind: 'answer', ask, value: await this.#carryOut(asked) });
    } catch (error) {
      // Also where the answer is too large for a frame: what its owner does not know of, nobody would close.
      if (asked.kind === 'open') this.#close(asked);
      const why = error instanceof Error ? error.message : String(error);
      this.#send({ kind: 'refused', ask, why: why.slice(0, 500) });
    }
  }

  #carryOut(asked: Asked): unknown {
    if (asked.kind === 'holds') return this.#options.holds(asked.socket);
    if (asked.kind === 'open') return this.#open(asked);
    return this.#hubOf(asked.hub, asked.epoch).carryOut(asked.request);
  }

  async #open({ hub: hubId, showId, epoch }: Extract<ToBranch, { kind: 'open' }>): Promise<Opened> {
    const { epochs, isTaking } = this.#options;
    epochs.assertCurrent(showId, epoch);
    const owner = this.#ownerOf(hubId, epoch);
    const left = isTaking() ? epochs.findLeft(showId, epoch) : undefined;
    const kept = left?.takeOver(owner).map(answerOf) ?? [];
    const branch = left ?? (await this.#create(owner));
    this.#enter(showId, hubId, { branch, owner });
    this.#options.log.info('stage.branch | participants of a show of another node are carried here', {
      ...{ showId, epoch },
      kept: kept.length,
    });
    return { rtpCapabilities: branch.rtpCapabilities, kept };
  }

  #ownerOf(hub: string, epoch: number): BranchOwner {
    return {
      epoch,
      tell: (event, bytes) => this.#send({ kind: 'event', hub, event }, bytes),
      hasRoomForData: () => hasRoomForData(this.#channel),
    };
  }

  #say({ hub, epoch, channel, payload }: Extract<ToBranch, { kind: 'data' }>, bytes: Uint8Array): void {
    this.#find(hub, epoch)?.say(channel, { bytes, payload });
  }

  async #create(owner: BranchOwner): Promise<BranchHub> {
    if (!this.#load().hasRoom) throw new Error('this node has no room');
    return new BranchHub(await LocalHub.create(await this.#options.pool.place()), owner);
  }

  #enter(showId: string, hubId: string, place: { branch: BranchHub; owner: BranchOwner }): void {
    try {
      this.#options.epochs.enter(showId, place.branch);
    } catch (error) {
      place.branch.close();
      throw error;
    }
    this.#hubs.set(hubId, place);
    if (this.#channel.isClosed) this.#leave();
  }

  /** Nothing where it has ended, or another owner has it. */
  #find(hubId: string, epoch: number): BranchHub | undefined {
    const { branch, owner } = this.#hubs.get(hubId) ?? {};
    return branch?.isClosed === false && branch.isOf(owner) && branch.epoch === epoch ? branch : undefined;
  }

  #hubOf(hubId: string, epoch: number): BranchHub {
    const found = this.#find(hubId, epoch);
    if (found !== undefined) return found;
    throw new Error('this place of the stage is gone, or another owner has it');
  }

  #close({ hub: hubId, epoch }: { hub: string; epoch: number }): void {
    this.#find(hubId, epoch)?.close();
    this.#hubs.delete(hubId);
  }

  /**
   * The owner is gone, or cannot be reached. What its participants send and receive is kept for the next owner; where none
   * comes in time, nobody could end it.
   */
  #leave(): void {
    for (const { branch, owner } of this.#hubs.values()) {
      if (branch.isClosed || !branch.isOf(owner)) continue;
      branch.leave();
      const close = () => branch.isLeft && branch.isOf(owner) && branch.close();
      branch.whenClosed(this.#options.clock.after(KEPT_MS, close));
    }
    this.#hubs.clear();
  }

  #send(message: FromBranch, bytes?: Uint8Array): void {
    this.#channel.send(message, bytes);
  }
}
