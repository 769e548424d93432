import { type Clock, type FrameChannel, type Log, Waiters } from '#kernel';
import type { Hub } from '../media/hub.js';
import { BranchLink } from './branch-link.js';
import { RemoteHub } from './remote-hub.js';

/** Nodes offer again each half second, and learn of a new owner with a review of theirs. */
const OFFERED_WITHIN_MS = 1_500;

export interface BranchesOptions {
  clock: Clock;
  log: Log;
}

/** At the owner of stages: the nodes that offer to carry participants of them. A node that is alone has none. */
export class Branches {
  readonly #options: BranchesOptions;
  readonly #links = new Set<BranchLink>();
  readonly #offered: Waiters<'load', void>;
  #epochOf: (showId: string) => number | undefined = () => undefined;

  constructor(options: BranchesOptions) {
    this.#options = options;
    this.#offered = new Waiters(options.clock);
  }

  /** The fencing number of a show that this node owns. */
  fenceWith(epochOf: (showId: string) => number | undefined): void {
    this.#epochOf = epochOf;
  }

  /** Nothing of a show that this node does not own. */
  epochOf(showId: string): number | undefined {
    return this.#epochOf(showId);
  }

  /** Another node offers to carry participants, until its channel ends. */
  accept(channel: FrameChannel): void {
    const link = BranchLink.accept(channel, this.#options);
    this.#links.add(link);
    link.events.on('load', () => this.#offered.release('load', undefined));
    link.events.on('closed', () => this.#links.delete(link));
  }

  /** For health and tests: the nodes, and what they have to do. */
  get offers(): readonly { node: string; streams: number; hasRoom: boolean }[] {
    return this.#open.map(({ node, streams, hasRoom }) => ({ node, streams, hasRoom }));
  }

  get #open(): BranchLink[] {
    return [...this.#links].filter(({ isOpen }) => isOpen);
  }

  /** The node that holds this socket of a page. One that hangs is not waited for where another one says that it does. */
  async findHolder(socket: string): Promise<BranchLink | undefined> {
    const holders = this.#open.map(async (link) => {
      if (await link.holds(socket)) return link;
      throw new Error('another node holds it');
    });
    return Promise.any(holders).catch(() => undefined);
  }

  /** The same for a page whose media may run on there: the node's offer to this owner may be on its way. */
  async awaitHolder(socket: string): Promise<BranchLink | undefined> {
    const { clock } = this.#options;
    const endMs = clock.monotonicMs() + OFFERED_WITHIN_MS;
    for (;;) {
      const late = Math.max(0, endMs - clock.monotonicMs());
      const isOffered = this.#offered
        .wait('load', late, () => new Error('no other node offers'))
        .then(
          () => true,
          () => false,
        );
      const holder = await this.findHolder(socket);
      if (holder !== undefined || !(await isOffered)) return holder;
    }
  }

  /** The node with the least to do among those that have room, where it has less to do than `streams`. */
  findLeastLoaded(streams: number): BranchLink | undefined {
    return [...this.#links]
      .filter((link) => link.hasRoom && link.streams < streams)
      .reduce<BranchLink | undefined>(
        (a, b) => (a === undefined || b.streams < a.streams ? b : a),
        undefined,
      );
  }

  /**
   * A place of the show's stage at that node, which exchanges media with `home`; nothing where that node takes none, or no
   * packet comes through between the two.
   */
  async open(link: BranchLink, showId: string, home: Hub): Promise<RemoteHub | undefined> {
    const epoch = this.#epochOf(showId);
    if (epoch === undefined || !link.isOpen || link.isAvoided) return undefined;
    let place: RemoteHub | undefined;
    try {
      place = await RemoteHub.open(link, showId, epoch);
      await place.prepare(home);
      return place;
    } catch (error) {
      place?.close();
      link.avoid();
      this.#options.log.warn('stage.branch | a node takes no participants of a show', {
        showId,
        node: link.node,
        error,
      });
      return undefined;
    }
  }

  close(): void {
    this.#offered.close(new Error('the stages are closed'));
    for (const link of [...this.#links]) link.close();
  }
}
