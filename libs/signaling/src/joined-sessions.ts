import type { SignalSession } from './signal-session.js';

interface ShowSessions {
  all: Set<SignalSession>;
  byPerson: Map<string, Set<SignalSession>>;
}

const NONE: ReadonlySet<SignalSession> = new Set();

/** Who has joined which show. Thousands join one show, so a person is found without looking at everybody. */
export class JoinedSessions {
  readonly #shows = new Map<string, ShowSessions>();

  add(session: SignalSession): void {
    const { showId, personId } = session.caller;
    const show = this.#shows.get(showId) ?? { all: new Set(), byPerson: new Map() };
    this.#shows.set(showId, show);
    show.all.add(session);
    const theirs = show.byPerson.get(personId) ?? new Set();
    show.byPerson.set(personId, theirs.add(session));
  }

  /** True when it was there. */
  remove(session: SignalSession): boolean {
    const { showId, personId } = session.caller;
    const show = this.#shows.get(showId);
    if (!show?.all.delete(session)) return false;
    const theirs = show.byPerson.get(personId);
    theirs?.delete(session);
    if (theirs?.size === 0) show.byPerson.delete(personId);
    if (show.all.size === 0) this.#shows.delete(showId);
    return true;
  }

  ofShow(showId: string): ReadonlySet<SignalSession> {
    return this.#shows.get(showId)?.all ?? NONE;
  }

  countPersons(showId: string): number {
    return this.#shows.get(showId)?.byPerson.size ?? 0;
  }

  /** Oldest first, and a copy: who goes through it may end sessions. */
  ofPerson(showId: string, personId: string): SignalSession[] {
    return [...(this.#shows.get(showId)?.byPerson.get(personId) ?? NONE)];
  }
}
