import { InTurn, TypedEvents } from '#kernel';
import type { BranchLink } from './branch/branch-link.js';
import type { Branches } from './branch/branches.js';
import { closeKept, type KeptMedia } from './branch/kept-media.js';
import type { RemoteHub } from './branch/remote-hub.js';
import type { Hub, Loudness } from './media/hub.js';
import { LocalHub } from './media/local-hub.js';
import { stageRebuilding } from './media/stage-rebuilding.js';
import type { Track } from './media/track.js';
import type { WorkerPool } from './media/worker-pool.js';

export interface StageHubsEvents {
  died: Hub;
  levels: { hub: Hub; levels: readonly Loudness[] };
  dominant: string;
  /** Media of participants has run on since an owner of the show before. */
  kept: { hub: Hub; kept: readonly KeptMedia[] };
}

export interface SocketOfPage {
  id: string;
  /** Another node holds it. */
  isElsewhere: boolean;
}

export interface StageHubsOptions {
  showId: string;
  pool: WorkerPool;
  branches: Branches;
  /** What was carried here for an owner before this node. */
  takeHome(): { hub: LocalHub; kept: readonly KeptMedia[] } | undefined;
  /** From this many streams on a worker, newcomers of the same stage go to another one. */
  spreadAtStreams: number;
}

/** Where a stage lives: on one worker, on more when its streams outgrow it, and on workers of other nodes. */
export class StageHubs {
  readonly events = new TypedEvents<StageHubsEvents>();
  readonly #options: StageHubsOptions;
  readonly #local = new Set<LocalHub>();
  readonly #remote = new Map<BranchLink, RemoteHub>();
  /** The nodes that carried participants of this stage. */
  readonly #carriers = new Set<string>();
  readonly #choosing = new InTurn();
  #isClosed = false;

  constructor(options: StageHubsOptions) {
    this.#options = options;
  }

  /** On workers of this node. */
  get local(): readonly LocalHub[] {
    return [...this.#local];
  }

  /** Its own places, the first one with what this node carried for another owner. */
  async begin(): Promise<void> {
    const left = this.#options.takeHome();
    if (left !== undefined) {
      this.#watch(left.hub);
      this.#local.add(left.hub);
      this.events.emit('kept', left);
    }
    await this.chooseLocal();
  }

  /** One of this node, for what is needed here. */
  chooseLocal(): Promise<LocalHub> {
    return this.#choosing.run(() => this.#chooseLocal());
  }

  /**
   * The hub for a page: at the node that holds its socket, or else here, or at a node with less to do where this one is
   * full. Without a socket it is no page, and here. One chooses at a time, so that ten who come at once do not open ten hubs.
   */
  async choose(socket?: SocketOfPage, current?: Hub): Promise<Hub> {
    const { branches } = this.#options;
    const holder = socket?.isElsewhere === true ? await branches.findHolder(socket.id) : undefined;
    return this.#choosing.run(async () => {
      const remote = socket && (await this.#chooseRemote(holder ?? this.#findEmptier()));
      if (remote !== undefined) return remote;
      return current instanceof LocalHub && !current.isClosed ? current : this.#chooseLocal();
    });
  }

  /** Goes on with what the node that holds this socket has kept for the next owner. */
  async adoptFrom(socket: SocketOfPage, isSending: boolean): Promise<void> {
    const { branches, showId } = this.#options;
    if (!socket.isElsewhere || branches.epochOf(showId) === undefined) return;
    const holder = await (isSending ? branches.awaitHolder(socket.id) : branches.findHolder(socket.id));
    // Also where it is too full for newcomers: it has kept the more.
    if (holder !== undefined) await this.#choosing.run(() => this.#placeAt(holder));
  }

  /** Programmes are on this machine: what ends at another node comes to a router here first. */
  async entryOf({ trackId, hub }: Track): Promise<LocalHub> {
    const entry = await this.entryFrom(hub);
    await entry.bring(trackId, hub);
    return entry;
  }

  /** Where what ends at this hub comes to this node. */
  async entryFrom(hub: Hub): Promise<LocalHub> {
    return hub instanceof LocalHub ? hub : this.chooseLocal();
  }

  close(): void {
    this.#isClosed = true;
    for (const hub of [...this.#local, ...this.#remote.values()]) hub.close();
    this.#local.clear();
    this.#remote.clear();
    this.events.clear();
  }

  async #chooseRemote(link: BranchLink | undefined): Promise<RemoteHub | undefined> {
    return link?.hasRoom === true ? this.#placeAt(link) : undefined;
  }

  /** At that node; nothing where it takes none. */
  async #placeAt(link: BranchLink): Promise<RemoteHub | undefined> {
    const { branches, showId } = this.#options;
    const known = this.#remote.get(link);
    if (known !== undefined && !known.isClosed) return known;
    const opened = await branches.open(link, showId, await this.#chooseLocal());
    if (opened === undefined) return undefined;
    this.#watch(opened);
    this.#remote.set(link, opened);
    const kept = opened.takeKept();
    // What this stage itself lost there a moment ago: who has left or was removed since is not to be back for it.
    if (this.#carriers.has(link.node)) kept.forEach(closeKept);
    else this.events.emit('kept', { hub: opened, kept });
    this.#carriers.add(link.node);
    return opened;
  }

  /** A node with less to do than the workers here, all of which are full. */
  #findEmptier(): BranchLink | undefined {
    const { branches, pool, spreadAtStreams } = this.#options;
    const streams = pool.findLeastLoaded(new Set())?.streams ?? 0;
    return streams < spreadAtStreams ? undefined : branches.findLeastLoaded(streams);
  }

  async #chooseLocal(): Promise<LocalHub> {
    const { pool, spreadAtStreams } = this.#options;
    const best = this.local.reduce<LocalHub | undefined>(
      (a, b) => (a === undefined || b.streams < a.streams ? b : a),
      undefined,
    );
    if (best === undefined) return this.#open(await pool.place());
    if (best.streams < spreadAtStreams) return best;
    const used = new Set(this.local.map((hub) => hub.worker));
    const fresh = pool.findLeastLoaded(used);
    return fresh === undefined || fresh.streams >= best.streams ? best : this.#open(fresh);
  }

  async #open(worker: LocalHub['worker']): Promise<LocalHub> {
    const hub = await LocalHub.create(worker);
    this.#watch(hub);
    this.#local.add(hub);
    return hub;
  }

  #watch(hub: LocalHub | RemoteHub): void {
    if (this.#isClosed) {
      hub.close();
      throw stageRebuilding();
    }
    hub.events.on('levels', (levels) => this.events.emit('levels', { hub, levels }));
    hub.events.on('dominant', (producerId) => this.events.emit('dominant', producerId));
    hub.events.on('died', () => {
      if (hub instanceof LocalHub) this.#local.delete(hub);
      else if (this.#remote.get(hub.link) === hub) this.#remote.delete(hub.link);
      this.events.emit('died', hub);
    });
  }
}
