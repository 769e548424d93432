import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type ChannelListener, type Log, listenChannels, silentLog, systemClock } from '#kernel';
import { BRANCH_HEARTBEAT, type BranchOffers, StageRegistry } from '#stage';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { waitFor } from '../kernel/wait-for.js';
import { workerBinary } from './stages-under-test.js';

const OFFERED_WITHIN_MS = 10_000;
const OWNER = { host: 'owner', port: 1 };

export interface CarryingNodeOptions {
  /** Whether it holds the socket of a page. */
  holds?: (socket: string) => boolean;
  /** Of the owner, for every show. */
  epochOf?: () => number | undefined;
  log?: Log;
}

/** Another node's media workers, and its offer to an owner of stages, without the processes around them. */
export class CarryingNode {
  readonly stages: StageRegistry;
  readonly #offers: BranchOffers;
  readonly #listener: ChannelListener;
  readonly #sockets: Set<Socket>;
  readonly #removeFolder: () => void;

  static async create(owner: StageRegistry, options: CarryingNodeOptions = {}): Promise<CarryingNode> {
    const { holds = () => false, epochOf = () => 1, log = silentLog } = options;
    const folder = temporaryFolder();
    const path = join(folder.path, 'branch.sock');
    owner.branches.fenceWith(epochOf);
    const listener = await listenChannels(path, (channel) => owner.branches.accept(channel), {
      clock: systemClock,
      heartbeat: BRANCH_HEARTBEAT,
    });
    const stages = await StageRegistry.create({
      workerBin: workerBinary(),
      workers: 1,
      listenHost: '127.0.0.1',
      rtcPort: 0,
      outbox: NO_PAGES,
      clock: systemClock,
      log,
    });
    const sockets = new Set<Socket>();
    const offers = stages.openOffers({
      node: 'carrier',
      connect: async () => {
        const socket = connect(path);
        sockets.add(socket);
        return socket;
      },
      holds,
      isTaking: () => true,
    });
    const node = new CarryingNode(stages, offers, listener, sockets, folder.remove);
    offers.setOwners([OWNER]);
    await node.offered(owner);
    return node;
  }

  private constructor(
    stages: StageRegistry,
    offers: BranchOffers,
    listener: ChannelListener,
    sockets: Set<Socket>,
    removeFolder: () => void,
  ) {
    this.stages = stages;
    this.#offers = offers;
    this.#listener = listener;
    this.#sockets = sockets;
    this.#removeFolder = removeFolder;
  }

  /** The owner knows that this node has room. */
  offered(owner: StageRegistry): Promise<unknown> {
    return waitFor('the offer', OFFERED_WITHIN_MS, () =>
      owner.branches.offers.some(({ hasRoom }) => hasRoom),
    );
  }

  /** The way between the nodes; it comes back by itself. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  async close(): Promise<void> {
    this.#offers.close();
    await this.#listener.close();
    await this.stages.close();
    this.#removeFolder();
  }
}

const NO_PAGES = {
  toTab: () => undefined,
  toPerson: () => undefined,
  toModerators: () => undefined,
  changeRole: () => undefined,
  endSession: () => undefined,
};
