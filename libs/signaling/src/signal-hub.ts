import { type Clock, guestError } from '#kernel';
import { type Role, type ServerEvent, type ServerEventData, STAGE } from '#protocol';
import type { Caller } from './caller.js';
import { CrowdTurns } from './crowd-turns.js';
import { JoinedSessions } from './joined-sessions.js';
import { type SendToRoom, SessionRooms } from './session-rooms.js';
import type { SignalSession } from './signal-session.js';
import { DEFAULT_LIMITS } from './signaling-limits.js';

export type SessionEnd = ServerEventData<'session.ended'>['reason'];

/** Who is connected, and the way back to them. It has the shape of every room's outbox. */
export class SignalHub {
  readonly #socketsPerPerson: number;
  readonly #joined = new JoinedSessions();
  readonly #rooms: SessionRooms;
  readonly #turns: CrowdTurns;

  constructor(
    clock: Clock,
    sendToRoom: SendToRoom,
    socketsPerPerson: number = DEFAULT_LIMITS.socketsPerPerson,
  ) {
    this.#socketsPerPerson = socketsPerPerson;
    this.#rooms = new SessionRooms(this.#joined, sendToRoom);
    this.#turns = new CrowdTurns(clock, (showId, turn, event) => this.#rooms.toTurn(showId, turn, event));
  }

  /** How many sockets are connected to a show. */
  count(showId: string): number {
    return this.#joined.ofShow(showId).size;
  }

  /** How many persons are connected to a show: their tabs do not count. */
  countPersons(showId: string): number {
    return this.#joined.countPersons(showId);
  }

  callers(showId: string): readonly Caller[] {
    return [...this.#joined.ofShow(showId)].map((session) => session.caller);
  }

  /** A person who is connected to a show, in any role. */
  findPresent(showId: string, personId: string): Caller | undefined {
    return this.#joined.ofPerson(showId, personId)[0]?.caller;
  }

  /** A stage role is used in one tab: a second one takes over or is refused. Of too many tabs of a viewer the oldest ends. */
  admit(session: SignalSession, caller: Caller, takeOver: boolean): void {
    const { showId, personId, tabId, role } = caller;
    if (session.isGone) throw guestError('not-joined', 'The connection closed while it was joining.');
    const others = this.#joined
      .ofPerson(showId, personId)
      .filter((other) => STAGE.includes(other.caller.role));
    const elsewhere = others.filter((other) => other.caller.tabId !== tabId);
    if (STAGE.includes(role) && elsewhere.length > 0 && !takeOver) throw openElsewhere();
    // The same tab again: its old socket is dead and does not know it yet.
    const replaced = STAGE.includes(role) ? others : [];
    for (const other of replaced) this.#end(other, 'taken-over');
    const open = this.#joined.ofPerson(showId, personId);
    const surplus = Math.max(0, open.length + 1 - this.#socketsPerPerson);
    for (const oldest of open.slice(0, surplus)) this.#end(oldest, 'taken-over');
    session.join(caller);
    this.#joined.add(session);
    this.#rooms.enter(session);
  }

  /** True when it was among those admitted: a session that was taken over is gone already. */
  dismiss(session: SignalSession): boolean {
    this.#rooms.leave(session);
    return session.isJoined && this.#joined.remove(session);
  }

  toTab(showId: string, personId: string, tabId: string, event: ServerEvent): void {
    this.#rooms.toTab(showId, personId, tabId, event);
  }

  toPerson(showId: string, personId: string, event: ServerEvent): void {
    this.#rooms.toPerson(showId, personId, event);
  }

  toModerators(showId: string, event: ServerEvent): void {
    this.#rooms.toModerators(showId, event);
  }

  /** Stage and audience alike. What may wait reaches a large audience in turns. */
  toShow(showId: string, event: ServerEvent): void {
    if (this.#turns.take(showId, this.count(showId), event)) return;
    this.#turns.flush(showId);
    this.#rooms.toShow(showId, event);
  }

  changeRole(showId: string, personId: string, role: Role): void {
    for (const session of this.#joined.ofPerson(showId, personId)) {
      session.changeRole(role);
      this.#rooms.roleChanged(session);
      session.wire.send({ name: 'session.role-changed', data: { role } });
    }
  }

  endSession(showId: string, personId: string, tabId: string | null, reason: SessionEnd): void {
    for (const session of this.#joined.ofPerson(showId, personId)) {
      if (tabId === null || session.caller.tabId === tabId) this.#end(session, reason);
    }
  }

  /** Another node runs the show: pages connect again by themselves, and get there. */
  letGo(showId: string): void {
    for (const session of [...this.#joined.ofShow(showId)]) session.wire.disconnect();
  }

  /** The ticket of one socket is over. False when the session had ended before. */
  expire(session: SignalSession): boolean {
    const wasHere = this.#joined.ofPerson(session.caller.showId, session.caller.personId).includes(session);
    if (wasHere) this.#end(session, 'expired');
    return wasHere;
  }

  #end(session: SignalSession, reason: SessionEnd): void {
    this.dismiss(session);
    session.wire.send({ name: 'session.ended', data: { reason } });
    session.wire.disconnect();
  }
}

const openElsewhere = () =>
  guestError('taken-over', 'You are on this stage in another tab or on another device already.', {
    status: 409,
    details: { takeOver: true },
  });
