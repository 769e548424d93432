import { type Actor, csrfTokenOf, hashSecret, isSecretOf, newSecret } from '#access';
import { type Clock, guestError, newId, type PersonId, TypedEvents } from '#kernel';
import { RecentLookups } from '#show';
import type { Person } from '../ports/people.js';
import type { SessionRecord, SessionsStore } from '../ports/sessions.js';
import type { ClientFacts } from './client-facts.js';

const LIFETIME_MS = 30 * 86_400_000;
const TOUCH_AFTER_MS = 10 * 60_000;
/** A page makes many requests a second; a sign-out elsewhere holds at the latest after this. */
const TRUST_MS = 2_000;
const USER_AGENT_LENGTH = 300;

export interface SignedIn {
  person: Person;
  /** For the cookie, once. */
  token: string;
  csrfToken: string;
  maxAgeSeconds: number;
}

interface Found {
  session: SessionRecord;
  person: Person;
}

/** Opens, recognises and ends the sessions of browsers. */
export class SessionsService {
  readonly #store: SessionsStore;
  readonly #clock: Clock;
  readonly #recent: RecentLookups<Found>;
  /** What other nodes have read lately does not count any more. */
  readonly events = new TypedEvents<{ changed: undefined }>();

  constructor(store: SessionsStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#recent = new RecentLookups(TRUST_MS);
  }

  async open(person: Person, client: ClientFacts): Promise<SignedIn> {
    const token = newSecret('session');
    const nowMs = this.#clock.wallMs();
    await this.#store.create({
      id: newId('ses'),
      tokenHash: hashSecret(token),
      personId: person.id,
      userAgent: client.userAgent.slice(0, USER_AGENT_LENGTH),
      createdAtMs: nowMs,
      lastSeenAtMs: nowMs,
      expiresAtMs: nowMs + LIFETIME_MS,
    });
    return { person, token, csrfToken: csrfTokenOf(token), maxAgeSeconds: LIFETIME_MS / 1_000 };
  }

  async findActor(token: string): Promise<(Actor & { kind: 'person' }) | undefined> {
    if (!isSecretOf('session', token)) return undefined;
    const nowMs = this.#clock.wallMs();
    const found = await this.#recent.find(hashSecret(token), this.#clock.monotonicMs(), (hash) =>
      this.#store.findByHash(hash),
    );
    if (found === undefined || found.session.expiresAtMs <= nowMs) return undefined;
    if (nowMs - found.session.lastSeenAtMs > TOUCH_AFTER_MS) {
      found.session.lastSeenAtMs = nowMs;
      await this.#store.touch(found.session.id, nowMs);
    }
    const { id, role, name } = found.person;
    return { kind: 'person', personId: id, role, name, sessionId: found.session.id };
  }

  listOf(personId: PersonId): Promise<SessionRecord[]> {
    return this.#store.listOf(personId);
  }

  async end(personId: PersonId, sessionId: string): Promise<void> {
    const isOver = await this.#store.remove(personId, sessionId);
    this.forgetRecent();
    if (isOver) return;
    throw guestError('session-not-found', 'This session is over already.', { status: 404 });
  }

  async endAll(personId: PersonId): Promise<void> {
    await this.#store.removeAllOf(personId);
    this.forgetRecent();
  }

  /** Names, roles or passwords changed: the cached sessions are read again. */
  forgetRecent(): void {
    this.#recent.clear();
    this.events.emit('changed', undefined);
  }

  /** As `forgetRecent`, since another node says so. */
  lookAgain(): void {
    this.#recent.clear();
  }
}
