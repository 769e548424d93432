import { LIMITS, type Role, type StudioMessage } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection, ConnectionState } from '../signaling/connection.js';

export interface StudioTalkState {
  /** Oldest first. */
  messages: readonly StudioMessage[];
  /** How many others wrote since the messages were last read. */
  unread: number;
}

const IN_STUDIO: readonly Role[] = ['host', 'co-host', 'guest'];

/** What those on stage and backstage say among themselves: private chat and talkback. */
export class StudioTalk {
  readonly state = new Observed<StudioTalkState>({ messages: [], unread: 0 });
  readonly #connection: Connection;
  readonly #undo: (() => void)[];
  #loadedFor: string | undefined;
  #isRead = false;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#undo = [
      connection.on('studio.said', ({ message }) => {
        this.#add([message]);
        this.#loadOnce(connection.state.value);
      }),
      connection.state.watch((state) => this.#loadOnce(state)),
    ];
    this.#loadOnce(connection.state.value);
  }

  async say(text: string): Promise<void> {
    await this.#connection.request('studio.say', { text });
  }

  /** This host's microphone to one participant alone; null ends it. */
  async talkTo(participantId: string | null): Promise<void> {
    await this.#connection.request('studio.talk-to', { participantId });
  }

  /** Messages that come while they are in view count as read. */
  setInView(isInView: boolean): void {
    this.#isRead = isInView;
    if (isInView) this.state.patch({ unread: 0 });
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.state.close();
  }

  /** Once for each join and role: who comes on stage may read what was said before. */
  #loadOnce({ phase, joins, session }: ConnectionState): void {
    if (phase !== 'joined' || !session || !IN_STUDIO.includes(session.role)) return;
    const key = `${joins} ${session.role}`;
    if (key === this.#loadedFor) return;
    this.#loadedFor = key;
    void this.#load();
  }

  async #load(): Promise<void> {
    const answer = await this.#connection.request('studio.messages', {}).catch(() => undefined);
    // Refused while the stage is being entered: asked again with the first message or the next join.
    if (answer === undefined) this.#loadedFor = undefined;
    else this.#add(answer.messages);
  }

  #add(more: readonly StudioMessage[]): void {
    const { messages, unread } = this.state.value;
    const known = new Set(messages.map(({ messageId }) => messageId));
    const added = more.filter(({ messageId }) => !known.has(messageId));
    if (added.length === 0) return;
    const all = [...messages, ...added].sort((one, other) => one.atWallMs - other.atWallMs);
    const me = this.#connection.state.value.session?.personId;
    const byOthers = added.filter(({ personId }) => personId !== me).length;
    this.state.set({
      messages: all.slice(-LIMITS.studioMessages),
      unread: this.#isRead ? 0 : unread + byOthers,
    });
  }
}
