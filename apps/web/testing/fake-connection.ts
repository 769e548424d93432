import { type Connection, type ConnectionState, Observed } from '#client';
import type { SessionView } from '#protocol';

type Answer = (data: unknown) => unknown;

/** A connection without a network: events are emitted and requests answered by the test. */
export class FakeConnection {
  readonly state: Observed<ConnectionState>;
  readonly requests: { name: string; data: unknown }[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>();
  isClosed = false;

  constructor(session: Partial<SessionView> = {}) {
    this.state = new Observed<ConnectionState>({
      phase: 'joined',
      session: aSession(session),
      ended: null,
      failure: null,
      joins: 1,
    });
  }

  /** As the class whose place it takes. */
  get asConnection(): Connection {
    return this as unknown as Connection;
  }

  /** An answer that throws refuses. Requests without one resolve to an empty object. */
  answer(name: string, answer: Answer): this {
    this.#answers.set(name, answer);
    return this;
  }

  emit(name: string, data: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(data);
  }

  on(name: string, listener: (data: unknown) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  async request(name: string, data: unknown): Promise<unknown> {
    this.requests.push({ name, data });
    return (await this.#answers.get(name)?.(data)) ?? {};
  }

  joined(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }

  countOf(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }
}

const aSession = (fields: Partial<SessionView>): SessionView =>
  ({
    sessionId: 'ses_1',
    personId: 'per_1',
    name: 'Grace',
    role: 'viewer',
    programme: aProgramme(),
    ...fields,
  }) as unknown as SessionView;

export const aProgramme = (fields: Partial<SessionView['programme']> = {}): SessionView['programme'] =>
  ({
    state: 'live',
    liveSinceWallMs: 0,
    layout: { kind: 'auto', pinned: null, hidden: [], labels: true, fit: 'cover', glideMs: 250 },
    slate: { kind: 'none', text: '' },
    ...fields,
  }) as unknown as SessionView['programme'];
