import type { NodeStore } from '#cluster';
import type { Clock } from '#kernel';
import type { StoreAnswers } from './store-answers.js';

export interface HungOwnersOptions {
  nodes: Pick<NodeStore, 'list'>;
  answers: Pick<StoreAnswers, 'forMs'>;
  /** Who runs the show, as far as is known here. */
  ownerOf(showId: string): string | undefined;
  /** Whether its programme says nothing to the one that stands by here. */
  isSilent(showId: string): boolean;
  /** Its owner hangs: the standby here goes on with the show. */
  takeUp(showId: string): void;
  clock: Clock;
}

/** A node writes its row every 200 ms: with this age it has not run for a second. Shorter pauses move nothing (0243). */
const HUNG_AFTER_MS = 1_200;
/** A store that does not answer, or a claim that another node won. */
const AGAIN_MS = 250;

/**
 * Owners whose programme says nothing to its standby, and whose server writes nothing to the store: two processes that
 * do not run, not a way that is cut. Their standbys go on at once; what has none is left to them for longer.
 */
export class HungOwners {
  readonly #options: HungOwnersOptions;
  readonly #hung = new Map<string, string>();
  readonly #looking = new Map<string, () => void>();

  constructor(options: HungOwnersOptions) {
    this.#options = options;
  }

  /** Whether this owner of the show hangs, right now. */
  has(showId: string, ownerId: string): boolean {
    return this.#hung.get(showId) === ownerId && this.#options.isSilent(showId);
  }

  /** Its programme has fallen silent: looks at its owner's row until that is old enough or the programme is heard again. */
  doubt(showId: string): void {
    if (!this.#looking.has(showId)) this.#lookIn(showId, 0);
  }

  close(): void {
    for (const cancel of this.#looking.values()) cancel();
    this.#looking.clear();
    this.#hung.clear();
  }

  #lookIn(showId: string, ms: number): void {
    const look = () => {
      void this.#look(showId).then((againMs) => {
        if (!this.#looking.has(showId)) return;
        if (againMs === undefined) this.#looking.delete(showId);
        else this.#lookIn(showId, againMs);
      });
    };
    this.#looking.set(showId, this.#options.clock.after(ms, look));
  }

  /** Answers when to look again; nothing where there is no reason to. */
  async #look(showId: string): Promise<number | undefined> {
    const { nodes, answers, ownerOf, isSilent, takeUp } = this.#options;
    const ownerId = ownerOf(showId);
    this.#hung.delete(showId);
    if (ownerId === undefined || !isSilent(showId)) return undefined;
    const listed = await nodes.list().catch(() => []);
    const writtenMs = listed.find(({ id }) => id === ownerId)?.silentMs;
    if (writtenMs === undefined) return AGAIN_MS;
    const silentMs = Math.min(writtenMs, answers.forMs);
    if (silentMs < HUNG_AFTER_MS) return HUNG_AFTER_MS - silentMs + 1;
    if (!isSilent(showId)) return undefined;
    this.#hung.set(showId, ownerId);
    takeUp(showId);
    return AGAIN_MS;
  }
}
