import { type NodeRecord, type NodeStore, Owners, type OwnershipStore } from '#cluster';
import { type Clock, guestError, type Log, ShowError, TypedEvents } from '#kernel';
import type { Show, ShowsStore } from '#show';
import type { FromSupervisor, PeerAddress, PeerLiveness } from '#supervision';
import { listLiveShows } from './list-live-shows.js';
import type { OpenShow } from './open-show.js';

/** What the supervisor knows of the other nodes. Its link fits. */
export interface NodeLink {
  readonly nodeId: Promise<string>;
  readonly events: Pick<TypedEvents<{ told: FromSupervisor }>, 'on'>;
  peerState(id: string): PeerLiveness | undefined;
  setPeers(peers: readonly PeerAddress[]): void;
}

/** The shows that this process has open. */
export interface ClusterOpenShows {
  readonly all: readonly OpenShow[];
  find(showId: string): OpenShow | undefined;
  open(showId: string): Promise<OpenShow>;
  /** Another node runs it: nothing of it is left here, and nothing of what is kept changes. */
  handOver(showId: string): Promise<void>;
}

export interface ClusterShowsOptions {
  link: NodeLink;
  ownerships: OwnershipStore;
  nodes: NodeStore;
  store: Pick<ShowsStore, 'find' | 'list'>;
  self: Pick<NodeRecord, 'name' | 'host' | 'port' | 'version'>;
  clock: Clock;
  log: Log;
}

export interface ShowElsewhere {
  show: Show;
  /** The node's gate. */
  at: { host: string; port: number };
}

export interface ClusterShowsEvents {
  /** Another node runs the show; told again when the show or the node changes. */
  elsewhere: ShowElsewhere;
  /** No other node runs it any more. */
  'not-elsewhere': { showId: string };
}

const REVIEW_MS = 500;
/** A node that is not heard and has not written for so long is taken for dead. */
const DEAD_AFTER_MS = 1_500;
const FORGET_NODE_MS = 60_000;
/** Of the two ports of a node: the first is for heartbeats. */
const GATE_OFFSET = 1;
const PREFIX = 'show:';

const thingOf = (showId: string): string => `${PREFIX}${showId}`;
const showIdOf = (thing: string): string | undefined =>
  thing.startsWith(PREFIX) ? thing.slice(PREFIX.length) : undefined;

/**
 * Which node runs which show. A show is opened only by the node that owns it; what a node that died has left, the
 * first of the others to win it opens again.
 */
export class ClusterShows {
  readonly events = new TypedEvents<ClusterShowsEvents>();
  readonly #options: ClusterShowsOptions;
  readonly #owners: Owners;
  readonly #nodes = new Map<string, NodeRecord & { silentMs: number }>();
  readonly #elsewhere = new Map<string, string>();
  readonly #taking = new Set<string>();
  readonly #cancels: (() => void)[] = [];
  #shows: ClusterOpenShows | undefined;
  #reviewing: Promise<void> | undefined;
  #isAgain = false;
  #isStoreAway = false;
  #isClosed = false;

  private constructor(options: ClusterShowsOptions, ownerId: string) {
    this.#options = options;
    const { ownerships: store, log } = options;
    this.#owners = new Owners({ store, ownerId, isGone: (id) => this.#isGone(id), log });
    this.#owners.events.on('lost', ({ thing }) => this.#lose(thing));
  }

  static async join(options: ClusterShowsOptions): Promise<ClusterShows> {
    const { link, nodes, self } = options;
    const cluster = new ClusterShows(options, await link.nodeId);
    const known = await nodes.list();
    const twin = known.find(
      ({ name, host, port, silentMs }) =>
        name === self.name && silentMs < DEAD_AFTER_MS && (host !== self.host || port !== self.port),
    );
    if (twin !== undefined) throw twinError(twin);
    await nodes.announce({ ...self, id: cluster.#owners.ownerId, shows: 0 });
    await cluster.#learnNodes();
    return cluster;
  }

  /** The epoch of a show that is ours: what we write of its state counts only while it is the stored one. */
  fenceOf(showId: string): { thing: string; ownerId: string; epoch: number } | undefined {
    const thing = thingOf(showId);
    const epoch = this.#owners.epochOf(thing);
    return epoch === undefined ? undefined : { thing, ownerId: this.#owners.ownerId, epoch };
  }

  /** Before a show is opened. Throws when another node runs it. */
  async claim(showId: string): Promise<void> {
    const claimed = await this.#owners.claim(thingOf(showId));
    if (claimed.outcome === 'theirs')
      throw guestError('other-node', 'Another node runs this show. Try again in a moment.', {
        status: 421,
        retry: true,
      });
  }

  async release(showId: string): Promise<void> {
    await this.#owners.release(thingOf(showId));
  }

  /** From now on: shows that were live and that nobody runs are opened here. */
  begin(shows: ClusterOpenShows): void {
    const { link, clock } = this.#options;
    this.#shows = shows;
    this.#cancels.push(
      clock.every(REVIEW_MS, () => this.#review()),
      link.events.on('told', (told) => {
        if (told.kind === 'peer-state') this.#review();
      }),
    );
    this.#review();
  }

  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#cancels) cancel();
    this.events.clear();
  }

  #isGone(id: string): boolean {
    if (id === this.#owners.ownerId) return false;
    const state = this.#options.link.peerState(id);
    const node = this.#nodes.get(id);
    if (state === 'gone' || node === undefined) return true;
    return state !== 'alive' && node.silentMs > DEAD_AFTER_MS;
  }

  /** One at a time; what happens meanwhile is looked at right after. */
  #review(): void {
    if (this.#reviewing !== undefined) {
      this.#isAgain = true;
      return;
    }
    this.#reviewing = this.#reviewOnce()
      .then(
        () => this.#noteStore(undefined),
        (error: unknown) => this.#noteStore(error),
      )
      .finally(() => {
        this.#reviewing = undefined;
        if (!this.#isAgain || this.#isClosed) return;
        this.#isAgain = false;
        this.#review();
      });
  }

  /** Live shows go on without the database; it is said once that it is away, and once that it is back. */
  #noteStore(error: unknown): void {
    const isAway = error !== undefined;
    if (isAway === this.#isStoreAway || this.#isClosed) return;
    this.#isStoreAway = isAway;
    if (isAway) this.#options.log.error('cluster.review | the database does not answer', { error });
    else this.#options.log.info('cluster.review | the database answers again');
  }

  async #reviewOnce(): Promise<void> {
    const { ownerships, nodes, self } = this.#options;
    await nodes.announce({ ...self, id: this.#owners.ownerId, shows: this.#shows?.all.length ?? 0 });
    await this.#learnNodes();
    await this.#owners.review();
    const owned = new Map<string, string>();
    for (const { thing, ownerId } of await ownerships.list()) {
      const showId = showIdOf(thing);
      if (showId !== undefined && ownerId !== null && !this.#isGone(ownerId)) owned.set(showId, ownerId);
    }
    await this.#tellElsewhere(owned);
    for (const { id } of await listLiveShows(this.#options.store)) this.#takeUp(id, owned.get(id));
  }

  async #learnNodes(): Promise<void> {
    const { link, nodes } = this.#options;
    this.#nodes.clear();
    for (const node of await nodes.list()) {
      if (node.silentMs > FORGET_NODE_MS) await nodes.remove(node.id);
      else this.#nodes.set(node.id, node);
    }
    link.setPeers(
      [...this.#nodes.values()]
        .filter(({ id }) => id !== this.#owners.ownerId)
        .map(({ id, host, port }) => ({ id, host, port })),
    );
  }

  async #tellElsewhere(owned: ReadonlyMap<string, string>): Promise<void> {
    for (const showId of [...this.#elsewhere.keys()]) {
      const owner = owned.get(showId);
      if (owner !== undefined && owner !== this.#owners.ownerId) continue;
      this.#elsewhere.delete(showId);
      this.events.emit('not-elsewhere', { showId });
    }
    for (const [showId, ownerId] of owned) {
      const node = this.#nodes.get(ownerId);
      if (node === undefined || ownerId === this.#owners.ownerId) continue;
      const show = await this.#options.store.find(showId);
      if (show === undefined) continue;
      const told = `${ownerId} ${show.version}`;
      if (this.#elsewhere.get(showId) === told) continue;
      this.#elsewhere.set(showId, told);
      this.events.emit('elsewhere', { show, at: { host: node.host, port: node.port + GATE_OFFSET } });
    }
  }

  /** A show that is to be live and that no living node runs: the node that wins it starts it. */
  #takeUp(showId: string, ownerId: string | undefined): void {
    const shows = this.#shows;
    const isOurs = ownerId === undefined || ownerId === this.#owners.ownerId;
    if (!isOurs || shows === undefined || this.#taking.has(showId) || shows.find(showId)) return;
    this.#taking.add(showId);
    const { log } = this.#options;
    void shows
      .open(showId)
      .then((show) => show.goLive())
      .then(
        () => log.info('cluster.take-up | a live show goes on here', { showId }),
        (error) => log.warn('cluster.take-up | a live show was not taken up', { showId, error }),
      )
      .finally(() => this.#taking.delete(showId));
  }

  #lose(thing: string): void {
    const showId = showIdOf(thing);
    if (showId === undefined || this.#shows === undefined) return;
    this.#shows.handOver(showId).catch((error) => {
      this.#options.log.error('cluster.lose | a show could not be handed over', { showId, error });
    });
  }
}

const twinError = ({ name, host, port }: NodeRecord): ShowError =>
  new ShowError({
    code: 'node-name-taken',
    message: `Another node is called ${name} (${host}:${port}). Give this one another PROSCENIUM_CLUSTER_NAME.`,
    blame: 'config',
  });
