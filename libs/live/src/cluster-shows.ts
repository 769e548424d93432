import {
  type ChangesStore,
  type Fence,
  type NodeRecord,
  type NodeStore,
  Owners,
  type OwnershipStore,
  type StoredNode,
} from '#cluster';
import { type Clock, type Log, TypedEvents } from '#kernel';
import type { Show, ShowsStore } from '#show';
import { checkOtherNodes, outlastStartBefore } from './check-other-nodes.js';
import { chooseNode } from './choose-node.js';
import { ClusterDrain } from './cluster-drain.js';
import { DEAD_AFTER_MS, GoneNodes } from './gone-nodes.js';
import { HungOwners } from './hung-owners.js';
import { KnownRows } from './known-rows.js';
import type { NodeLink } from './node-link.js';
import type { OpenShow } from './open-show.js';
import { otherNode } from './other-node.js';
import { OwnRow } from './own-row.js';
import { showIdOf, thingOf } from './show-thing.js';
import { StandbyNotes } from './standby-notes.js';
import type { Place, StandbyShows } from './standby-shows.js';
import { StoreAnswers } from './store-answers.js';

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
  changes: ChangesStore;
  store: Pick<ShowsStore, 'find' | 'list'>;
  /** For programmes that reach those of other nodes. */
  secret: string;
  self: Pick<NodeRecord, 'name' | 'host' | 'port' | 'version' | 'takesShows'>;
  clock: Clock;
  log: Log;
}

/** The shows of other nodes that this one can go on with. */
export type ClusterStandbys = Pick<
  StandbyShows,
  'events' | 'showIds' | 'has' | 'isAt' | 'isSilent' | 'keep' | 'promote' | 'drop'
>;

export interface ShowElsewhere {
  show: Show;
  /** The node's gate. */
  at: Place;
}

export interface ClusterShowsEvents {
  /** Another node runs the show; told again when the show or the node changes. */
  elsewhere: ShowElsewhere;
  /** No other node runs it any more. */
  'not-elsewhere': { showId: string };
  /** A programme here goes on with a show of another node: it can be followed at once. */
  inherited: { showId: string };
  /** A viewer was banned from these shows, or pardoned, maybe by another node; of all, where that is not known. */
  bans: { showIds: readonly string[] | undefined };
}

const REVIEW_MS = 500;
/** After a fail-over its owners say first what is theirs: each looks twice a second. */
const REGAINED_WITHIN_MS = 1_000;
/** Of the two ports of a node: the first is for heartbeats. */
const GATE_OFFSET = 1;

/**
 * Which node runs which show. A show is opened only by the node that owns it; what a node that died has left, the
 * first of the others to win it opens again.
 */
export class ClusterShows {
  readonly events = new TypedEvents<ClusterShowsEvents>();
  readonly #options: ClusterShowsOptions;
  readonly #owners: Owners;
  readonly #drain: ClusterDrain;
  readonly #notes: StandbyNotes;
  readonly #answers: StoreAnswers;
  readonly #rows: KnownRows;
  readonly #gone: GoneNodes;
  readonly #hung: HungOwners;
  readonly #nodes = new Map<string, StoredNode>();
  readonly #elsewhere = new Map<string, string>();
  readonly #taking = new Set<string>();
  readonly #cancels: (() => void)[] = [];
  #shows: ClusterOpenShows | undefined;
  #standbys: ClusterStandbys | undefined;
  #reviewing: Promise<void> | undefined;
  #isAgain = false;
  #ownRow: OwnRow | undefined;
  #isClosed = false;

  private constructor(options: ClusterShowsOptions, ownerId: string) {
    this.#options = options;
    const { ownerships, nodes, link, clock, log } = options;
    const peerState = (id: string) => link.peerState(id);
    const review = () => this.#review();
    this.#answers = new StoreAnswers({ clock, log });
    this.#rows = new KnownRows({ changes: options.changes, ownerships, shows: options.store, clock });
    this.#rows.events.on('bans', (told) => this.events.emit('bans', told));
    const answers = this.#answers;
    this.#gone = new GoneNodes({ ownId: ownerId, nodes: this.#nodes, peerState, answers, review, clock });
    this.#hung = new HungOwners({
      ownerOf: (showId) => this.#elsewhere.get(showId)?.split(' ')[0],
      isSilent: (showId) => this.#standbys?.isSilent(showId) === true,
      takeUp: (showId) => this.#takeUp(showId, 'nobody-has-it'),
      ...{ nodes, answers, clock },
    });
    const isGone = (id: string) => this.#gone.has(id);
    this.#owners = new Owners({ store: ownerships, ownerId, isGone, meet: (id) => this.#meet(id), log });
    this.#owners.events.on('lost', ({ thing }) => this.#lose(thing));
    this.#drain = new ClusterDrain({
      open: () => (this.#shows?.all ?? []).map(({ showId }) => showId),
      hasOthers: () => this.#choose('', ownerId) !== undefined,
      review,
      give: (showId, standbyId) => this.#give(showId, standbyId),
      leave: (showId) => this.#leave(showId),
      clock,
      log,
    });
    this.#notes = new StandbyNotes({
      ownerships,
      fenceOf: (showId) => this.fenceOf(showId),
      refused: () => this.#owners.review(),
      noted: (showId, standbyId) => this.#drain.noteStandby(showId, standbyId),
      clock,
    });
  }

  static async join(options: ClusterShowsOptions): Promise<ClusterShows> {
    const { link, nodes, clock } = options;
    const cluster = new ClusterShows(options, await link.nodeId);
    const self = { ...options.self, id: cluster.#owners.ownerId };
    const check = async () => checkOtherNodes(self, await nodes.list(), DEAD_AFTER_MS);
    await outlastStartBefore(self, nodes, clock, DEAD_AFTER_MS);
    await check();
    await nodes.announce(cluster.#record);
    // Of two that start at once, at least the later one sees the other now.
    await check().catch(async (error: unknown) => {
      await nodes.remove(self.id);
      throw error;
    });
    await cluster.#learnNodes();
    return cluster;
  }

  /** The epoch of a show that is ours: what we write of its state counts only while it is the stored one. */
  fenceOf(showId: string): Fence | undefined {
    return this.#owners.fenceOf(thingOf(showId));
  }

  /** Whether another node runs the show, as far as is known here. */
  isElsewhere(showId: string): boolean {
    return this.#elsewhere.has(showId);
  }

  /** For work that only one node does. */
  get asRunner(): { id: string; isGone(id: string): boolean } {
    return { id: this.#owners.ownerId, isGone: (id) => this.#gone.has(id) };
  }

  /** Before a show is opened. Throws when another node runs it, or is to. */
  async claim(showId: string): Promise<void> {
    const thing = thingOf(showId);
    const isTaken = this.#takesShows || this.#standbys?.has(showId) === true;
    if (!isTaken && (await this.#leave(showId))) throw otherNode();
    const claimed = await this.#owners.claim(thing, (ownerId) => this.#hung.has(showId, ownerId));
    if (claimed.outcome === 'theirs') throw otherNode();
    const standbys = this.#standbys;
    if (claimed.isInherited && standbys?.promote(showId)) {
      this.events.emit('inherited', { showId });
      this.#elsewhere.delete(showId);
    } else await standbys?.drop(showId);
  }

  /** Stores who has everything that a programme of ours publishes. Answers whether the show is ours. */
  noteStandby(showId: string, nodeId: string | null): Promise<boolean> {
    return this.#notes.note(showId, nodeId);
  }

  /** Gives all shows to other nodes and takes no more. Resolves when none is left, or at the deadline. */
  drain(deadlineMs: number): Promise<void> {
    return this.#drain.empty(deadlineMs);
  }

  /** Its shows, and who takes part in those of others, are to go elsewhere. */
  get isEmptying(): boolean {
    return this.#drain.isOn && this.#options.self.takesShows;
  }

  async release(showId: string): Promise<void> {
    await this.#owners.release(thingOf(showId));
  }

  /** From now on: shows that were live and that nobody runs are opened here. */
  begin(shows: ClusterOpenShows, standbys: ClusterStandbys): void {
    const { link, clock, self, nodes } = this.#options;
    const [record, review] = [() => this.#record, () => this.#review()];
    const owned = () => this.#rows.refresh();
    this.#ownRow = new OwnRow({ nodes, owned, record, review, clock });
    this.#shows = shows;
    this.#standbys = standbys;
    if (!self.takesShows) this.#drain.begin();
    standbys.events.on('given', ({ showId }) => this.#takeUp(showId, 'ours'));
    standbys.events.on('silent', ({ showId }) => this.#hung.doubt(showId));
    this.#cancels.push(
      clock.every(REVIEW_MS, review),
      link.events.on('told', (told) => {
        if (told.kind !== 'peer-state') return;
        if (told.state === 'gone') this.#takeUpAfter(told.id);
        this.#review();
      }),
    );
    this.#review();
  }

  close(): void {
    this.#isClosed = true;
    const parts = [this.#drain, this.#notes, this.#hung, this.#gone, this.#rows, this.#ownRow];
    for (const each of parts) each?.close();
    for (const cancel of this.#cancels) cancel();
    this.events.clear();
  }

  get #takesShows(): boolean {
    return !this.#drain.isOn && this.#options.self.takesShows;
  }

  get #record(): NodeRecord {
    const { self } = this.#options;
    return {
      ...self,
      id: this.#owners.ownerId,
      shows: this.#shows?.all.length ?? 0,
      takesShows: this.#takesShows,
    };
  }

  async #meet(id: string): Promise<void> {
    if (!this.#nodes.has(id)) await this.#learnNodes();
  }

  /** One at a time; what happens meanwhile is looked at right after. */
  #review(): void {
    if (this.#reviewing !== undefined) {
      this.#isAgain = true;
      return;
    }
    this.#reviewing = this.#reviewOnce()
      .then(
        () => this.#noteAnswer(undefined),
        (error: unknown) => this.#noteAnswer(error),
      )
      .finally(() => {
        this.#reviewing = undefined;
        if (!this.#isAgain || this.#isClosed) return;
        this.#isAgain = false;
        this.#review();
      });
  }

  #noteAnswer(error: unknown): void {
    if (!this.#isClosed) this.#answers.note(error);
  }

  async #reviewOnce(): Promise<void> {
    const { nodes } = this.#options;
    await this.#answers.time(nodes.announce(this.#record));
    // Before the nodes: a node that has just started is known by the time that what it owns is judged.
    const ownedBefore = await this.#rows.refresh();
    this.#ownRow?.reviewed(ownedBefore);
    await this.#learnNodes();
    await this.#owners.review();
    this.#notes.review(ownedBefore);
    const owned = new Map<string, string>();
    for (const { thing, ownerId } of ownedBefore) {
      const showId = showIdOf(thing);
      if (showId !== undefined && ownerId !== null && !this.#gone.has(ownerId)) owned.set(showId, ownerId);
    }
    await this.#tellElsewhere(owned);
    const { live } = this.#rows;
    await this.#standBy(live, owned);
    const isCalm = this.#answers.backForMs >= REGAINED_WITHIN_MS;
    for (const { id } of isCalm ? live : []) {
      const ownerId = owned.get(id);
      if (ownerId === this.#owners.ownerId) this.#takeUp(id, 'ours');
      else if (ownerId === undefined) this.#takeUp(id, 'nobody-has-it');
    }
    await this.#drain.giveAll(new Set(live.map(({ id }) => id)));
  }

  /** For shows that want it, and for all of a node that is drained. */
  async #standBy(live: readonly Show[], owned: ReadonlyMap<string, string>): Promise<void> {
    const standbys = this.#standbys;
    if (standbys === undefined) return;
    const { ownerId } = this.#owners;
    const wanted = new Map<string, { show: Show; at: Place }>();
    for (const show of live) {
      const owner = this.#nodes.get(owned.get(show.id) ?? '');
      if (owner === undefined || owner.id === ownerId) continue;
      if (show.resilience !== 'standby' && owner.takesShows) continue;
      if (this.#choose(show.id, owner.id)?.id !== ownerId) continue;
      wanted.set(show.id, { show, at: gateOf(owner) });
    }
    // What nobody has is taken up right after this, with the standby that is here.
    const left = new Set<string>(live.flatMap(({ id }) => (owned.has(id) ? [] : [id])));
    for (const showId of standbys.showIds) {
      if (left.has(showId) || owned.get(showId) === ownerId || this.#taking.has(showId)) continue;
      if (!standbys.isAt(showId, wanted.get(showId)?.at)) await standbys.drop(showId);
    }
    for (const { show, at } of wanted.values()) standbys.keep(show, at, ownerId, this.#options.secret);
  }

  #choose(showId: string, ownerId: string): NodeRecord | undefined {
    const without = (id: string) => id === ownerId || !this.#gone.mayBeGiven(id);
    return chooseNode({ nodes: this.#nodes.values(), without, showId });
  }

  async #give(showId: string, standbyId: string): Promise<void> {
    const show = this.#shows?.find(showId);
    if (!(await this.#owners.give(thingOf(showId), standbyId))) return;
    this.#drain.noteStandby(showId, null);
    show?.giveAway();
    await this.#shows?.handOver(showId);
    await this.#tellNow(showId, standbyId);
  }

  /** Another node is to run the show. Answers whether there is one. */
  async #leave(showId: string): Promise<boolean> {
    const { ownerships } = this.#options;
    const thing = thingOf(showId);
    const epoch = await this.#owners.findFreeEpoch(thing);
    const heir = this.#choose(showId, this.#owners.ownerId);
    if (epoch === undefined || heir === undefined) return false;
    await this.#shows?.handOver(showId);
    const won = await ownerships.claim(thing, heir.id, epoch);
    if (won === undefined) return false;
    await this.#owners.review();
    await this.#tellNow(showId, heir.id);
    return true;
  }

  /** Names the node that runs it to the front before the next review does. */
  async #tellNow(showId: string, ownerId: string): Promise<void> {
    const [node, show] = [this.#nodes.get(ownerId), await this.#options.store.find(showId)];
    if (node === undefined || show === undefined) return;
    this.#elsewhere.set(showId, `${ownerId} ${show.version}`);
    this.events.emit('elsewhere', { show, at: gateOf(node) });
  }

  async #learnNodes(): Promise<void> {
    const { link, nodes } = this.#options;
    const listed = await nodes.list();
    // In one turn: a node that is not known counts as gone, and its shows could be claimed while the store answers.
    this.#nodes.clear();
    for (const node of listed) if (!this.#gone.isForgotten(node)) this.#nodes.set(node.id, node);
    for (const { id } of listed) if (!this.#nodes.has(id)) await nodes.remove(id);
    this.#gone.reviewInTime();
    if (this.#nodes.get(this.#owners.ownerId)?.drainAsked) this.#drain.begin();
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
      // The list may be older than what was taken from an owner that hangs.
      const isHere = this.#owners.epochOf(thingOf(showId)) !== undefined || this.#taking.has(showId);
      if (node === undefined || ownerId === this.#owners.ownerId || isHere) continue;
      const show = await this.#rows.find(showId);
      if (show === undefined) continue;
      const told = `${ownerId} ${show.version}`;
      if (this.#elsewhere.get(showId) === told) continue;
      this.#elsewhere.set(showId, told);
      this.events.emit('elsewhere', { show, at: gateOf(node) });
    }
  }

  /** A show that is to be live and that no living node runs: the node that wins it starts it. */
  #takeUp(showId: string, why: 'ours' | 'nobody-has-it'): void {
    const shows = this.#shows;
    if (shows === undefined || this.#taking.has(showId) || shows.find(showId)) return;
    if (!this.#takesShows && why !== 'ours') return;
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

  /** At once, without a look at the other shows: viewers wait. */
  #takeUpAfter(nodeId: string): void {
    for (const showId of this.#standbys?.showIds ?? [])
      if (this.#elsewhere.get(showId)?.startsWith(`${nodeId} `)) this.#takeUp(showId, 'nobody-has-it');
  }

  #lose(thing: string): void {
    const showId = showIdOf(thing);
    if (showId === undefined || this.#shows === undefined) return;
    this.#shows.handOver(showId).catch((error) => {
      this.#options.log.error('cluster.lose | a show could not be handed over', { showId, error });
    });
  }
}

const gateOf = ({ host, port }: NodeRecord): Place => ({ host, port: port + GATE_OFFSET });
