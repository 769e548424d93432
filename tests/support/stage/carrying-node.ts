import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Lifetime, type Log, listenChannels, silentLog, systemClock } from '#kernel';
import { BRANCH_HEARTBEAT, type BranchOffers, type StageRegistry } from '#stage';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { waitFor } from '../kernel/wait-for.js';
import { OutboxLog, openStages } from './stages-under-test.js';

const OFFERED_WITHIN_MS = 10_000;

type EpochOf = () => number | undefined;

export interface CarryingNodeOptions {
  /** Whether it holds the socket of a page. */
  holds?: (socket: string) => boolean;
  /** Of the owner, for every show. */
  epochOf?: EpochOf;
  log?: Log;
  /** Where others are to reach its pipes. */
  pipeAddress?: string;
  /** From this many streams on it takes no newcomers. */
  fullAtStreams?: number;
}

/** An owner of stages takes offers of other nodes from now on, at the path of a socket. */
export async function takeOffers(
  owner: StageRegistry,
  epochOf: EpochOf,
  lifetime: Lifetime,
): Promise<string> {
  const folder = temporaryFolder();
  lifetime.adopt(async () => folder.remove());
  const path = join(folder.path, 'branch.sock');
  owner.branches.fenceWith(epochOf);
  const options = { clock: systemClock, heartbeat: BRANCH_HEARTBEAT };
  const listener = await listenChannels(path, (channel) => owner.branches.accept(channel), options);
  lifetime.adopt(() => listener.close());
  return path;
}

/** Another node's media workers, and its offers to owners of stages, without the processes around them. */
export class CarryingNode {
  readonly stages: StageRegistry;
  readonly #offers: BranchOffers;
  readonly #lifetime = new Lifetime();
  readonly #sockets = new Set<Socket>();
  readonly #paths: string[] = [];

  static async create(owner: StageRegistry, options: CarryingNodeOptions = {}): Promise<CarryingNode> {
    const { log = silentLog, pipeAddress, fullAtStreams, epochOf = () => 1 } = options;
    const pipeListen = pipeAddress === undefined ? undefined : { host: '127.0.0.1', address: pipeAddress };
    const settings = fullAtStreams === undefined ? {} : { spreadAtStreams: fullAtStreams };
    const stages = await openStages(new OutboxLog(), { log, pipeListen, settings });
    const node = new CarryingNode(stages, options);
    await node.offerTo(owner, epochOf);
    return node;
  }

  private constructor(stages: StageRegistry, { holds = () => false }: CarryingNodeOptions) {
    this.stages = stages;
    this.#offers = stages.openOffers({
      node: 'carrier',
      connect: ({ host }) => this.#connect(host),
      holds,
      isTaking: () => true,
    });
  }

  /** Resolves when the owner knows what there is to do here. */
  async offerTo(owner: StageRegistry, epochOf: EpochOf): Promise<void> {
    this.#paths.push(await takeOffers(owner, epochOf, this.#lifetime));
    this.#offers.setOwners(this.#paths.map((host) => ({ host, port: 0 })));
    await this.offered(owner);
  }

  offered(owner: StageRegistry): Promise<unknown> {
    return waitFor('the offer', OFFERED_WITHIN_MS, () =>
      owner.branches.offers.some(({ hasRoom, streams }) => hasRoom || streams > 0),
    );
  }

  /** The ways between the nodes; they connect again by themselves. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  async close(): Promise<void> {
    this.#offers.close();
    await this.#lifetime.close('the node has gone');
    await this.stages.close();
  }

  async #connect(path: string): Promise<Socket> {
    const socket = connect(path);
    this.#sockets.add(socket);
    return socket;
  }
}
