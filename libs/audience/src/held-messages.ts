import { guestError, ShowError } from '#kernel';
import type { HeldMessage, ServerEvent } from '#protocol';
import type { HeldRecord, HeldStore } from './ports/held-store.js';

export interface HeldMessagesOptions {
  showId: string;
  store: HeldStore;
  toModerators(event: ServerEvent): void;
  toPerson(personId: string, event: ServerEvent): void;
}

/** More than moderators can review: further messages are refused with `overloaded`. */
const LIMIT = 500;
/** Messages of one person. */
const OWN_LIMIT = 5;

const notWaiting = () =>
  guestError('message-not-found', 'Another moderator has decided on this message.', { status: 404 });

/** The messages of one show that wait for a moderator. Each is stored before its author is answered. */
export class HeldMessages {
  readonly #options: HeldMessagesOptions;
  readonly #waiting = new Map<string, HeldRecord>();
  /** Messages that are being decided on: one process holds a show's audience, so that one moderator decides on each. */
  readonly #deciding = new Set<string>();

  static async open(options: HeldMessagesOptions): Promise<HeldMessages> {
    const held = new HeldMessages(options);
    for (const record of await options.store.waiting(options.showId, LIMIT))
      held.#waiting.set(record.id, record);
    return held;
  }

  private constructor(options: HeldMessagesOptions) {
    this.#options = options;
  }

  get list(): HeldMessage[] {
    return [...this.#waiting.values()].map(view);
  }

  async add(record: HeldRecord): Promise<void> {
    const { store, toModerators, toPerson } = this.#options;
    this.#needRoom(record.author.id);
    // Counted before it is stored, so that messages that come meanwhile do not exceed the limits.
    this.#waiting.set(record.id, record);
    try {
      await store.add([record]);
    } catch (error) {
      this.#waiting.delete(record.id);
      throw error;
    }
    const { id: messageId, text } = record;
    toModerators({ name: 'chat.held', data: { messages: [view(record)] } });
    toPerson(record.author.id, { name: 'chat.waiting', data: { messageId, text } });
  }

  /** Throws `message-not-found` when it waits no more. */
  async get(messageId: string): Promise<HeldRecord> {
    const { store, showId } = this.#options;
    const found = this.#waiting.get(messageId) ?? (await store.find(messageId));
    if (found === undefined || found.showId !== showId) throw notWaiting();
    return found;
  }

  /**
   * Takes a message out of the queue and tells its author. An approved message is published first: if that fails, it
   * still waits. Throws `message-not-found` when another moderator was faster, or when it was erased meanwhile.
   */
  async settle({ id, author }: HeldRecord, publish?: () => Promise<void>): Promise<void> {
    const { store, showId, toPerson } = this.#options;
    if (this.#deciding.has(id)) throw notWaiting();
    this.#deciding.add(id);
    try {
      if ((await store.find(id)) === undefined) {
        this.#gone([id]);
        throw notWaiting();
      }
      await publish?.();
      await store.remove(showId, [id]);
    } finally {
      this.#deciding.delete(id);
    }
    this.#gone([id]);
    const isApproved = publish !== undefined;
    toPerson(author.id, { name: 'chat.decided', data: { messageId: id, isApproved } });
  }

  /** Removes what waits of an author whom a moderator has banned, and of the author's device. */
  async removeAllOf(author: { id: string; deviceHash: string | null }): Promise<void> {
    const theirs = [...this.#waiting.values()].filter(
      (each) =>
        each.author.id === author.id ||
        (author.deviceHash !== null && each.author.deviceHash === author.deviceHash),
    );
    const ids = theirs.map(({ id }) => id);
    if (ids.length === 0) return;
    await this.#options.store.remove(this.#options.showId, ids);
    this.#gone(ids);
  }

  /** The author's messages are erased from the store already. */
  forgetAuthor(personId: string): void {
    this.#gone(
      [...this.#waiting.values()].filter(({ author }) => author.id === personId).map(({ id }) => id),
    );
  }

  #gone(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#waiting.delete(id);
    this.#options.toModerators({ name: 'chat.settled', data: { messageIds: [...ids] } });
  }

  #needRoom(authorId: string): void {
    const own = [...this.#waiting.values()].filter(({ author }) => author.id === authorId).length;
    if (own >= OWN_LIMIT)
      throw guestError('too-many-waiting', 'Your earlier messages still wait for a moderator.', {
        status: 429,
        retry: true,
      });
    if (this.#waiting.size >= LIMIT)
      throw new ShowError({
        code: 'overloaded',
        message: 'Too many messages wait for a moderator. Try again later.',
        blame: 'us',
        retry: true,
        status: 503,
      });
  }
}

const view = ({ id, author, text, cause, createdAtMs }: HeldRecord): HeldMessage => ({
  messageId: id,
  personId: author.id,
  name: author.name,
  role: author.role,
  text,
  cause,
  atWallMs: createdAtMs,
});
