import type { RandomBytes } from '#kernel';
import type { WhepReceiver } from './ports.js';

export interface WhepSession {
  /** Not to be guessed: who knows it may change or end the session. */
  readonly id: string;
  readonly showId: string;
  readonly receiver: WhepReceiver;
  /** Of the client's first section: where its candidates belong. */
  readonly mid: string;
  /** Stands for the ICE credentials that are valid now, with its quotes. */
  etag: string;
  /** The client answers our offer yet. */
  awaitsAnswer: boolean;
}

const ID_BYTES = 16;
const TAG_BYTES = 6;

/** Who receives by WHEP. A session is forgotten with its receiver. */
export class WhepSessions {
  readonly #random: RandomBytes;
  readonly #sessions = new Map<string, WhepSession>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  get size(): number {
    return this.#sessions.size;
  }

  add(begun: Pick<WhepSession, 'showId' | 'receiver' | 'mid' | 'awaitsAnswer'>): WhepSession {
    const id = this.#text(ID_BYTES);
    const session: WhepSession = { ...begun, id, etag: this.newTag() };
    this.#sessions.set(id, session);
    begun.receiver.events.on('closed', () => this.#sessions.delete(id));
    return session;
  }

  find(showId: string, id: string): WhepSession | undefined {
    const session = this.#sessions.get(id);
    return session?.showId === showId && !session.receiver.isClosed ? session : undefined;
  }

  newTag(): string {
    return `"${this.#text(TAG_BYTES)}"`;
  }

  close(): void {
    for (const { receiver } of [...this.#sessions.values()]) receiver.close();
    this.#sessions.clear();
  }

  #text(bytes: number): string {
    return Buffer.from(this.#random(bytes)).toString('base64url');
  }
}
