import { MODERATORS, type ServerEvent } from '#protocol';
import { TURNS } from './crowd-turns.js';
import type { JoinedSessions } from './joined-sessions.js';
import type { SignalSession } from './signal-session.js';

/** `everywhere`: also to sockets of the room that other nodes hold. */
export type Reach = 'here' | 'everywhere';

/** Sends to everybody in a room at once. */
export type SendToRoom = (room: string, event: ServerEvent, reach: Reach) => void;

const roomOf = {
  show: (showId: string) => `show ${showId}`,
  person: (showId: string, personId: string) => `person ${showId} ${personId}`,
  tab: (showId: string, personId: string, tabId: string) => `tab ${showId} ${personId} ${tabId}`,
  moderators: (showId: string) => `moderators ${showId}`,
  turn: (showId: string, turn: number) => `turn ${showId} ${turn}`,
};

/**
 * `local`: its socket is here. Of sockets that another node holds, viewers are a `crowd`, reached by rooms over Redis;
 * everybody else is reached `direct`, since a stage must not wait for Redis.
 */
type Way = 'local' | 'crowd' | 'direct';

const wayOf = ({ wire, caller }: SignalSession): Way => {
  if (wire.isRemote !== true) return 'local';
  return caller.role === 'viewer' ? 'crowd' : 'direct';
};

/** How what is said gets to each session. */
export class SessionRooms {
  readonly #sendToRoom: SendToRoom;
  readonly #joined: JoinedSessions;
  readonly #ways = new Map<SignalSession, Way>();
  readonly #turnOf = new WeakMap<SignalSession, number>();
  readonly #crowds = new Map<string, number>();
  readonly #direct = new Map<string, Set<SignalSession>>();
  #admitted = 0;

  constructor(joined: JoinedSessions, sendToRoom: SendToRoom) {
    this.#joined = joined;
    this.#sendToRoom = sendToRoom;
  }

  enter(session: SignalSession): void {
    this.#turnOf.set(session, this.#admitted % TURNS);
    this.#admitted += 1;
    const { showId, personId, tabId } = session.caller;
    if (session.wire.isRemote !== true) {
      session.wire.enterRoom(roomOf.person(showId, personId));
      session.wire.enterRoom(roomOf.tab(showId, personId, tabId));
    }
    this.roleChanged(session);
  }

  roleChanged(session: SignalSession): void {
    const { showId, role } = session.caller;
    const way = wayOf(session);
    if (way === 'local') {
      const room = roomOf.moderators(showId);
      if (MODERATORS.includes(role)) session.wire.enterRoom(room);
      else session.wire.leaveRoom(room);
    }
    if (this.#ways.get(session) === way) return;
    if (this.#ways.get(session) === 'crowd')
      for (const room of this.#crowdRooms(session)) session.wire.leaveRoom(room);
    this.leave(session);
    this.#ways.set(session, way);
    if (way === 'direct') this.#direct.set(showId, (this.#direct.get(showId) ?? new Set()).add(session));
    else for (const room of this.#crowdRooms(session)) session.wire.enterRoom(room);
    if (way === 'crowd') this.#crowds.set(showId, (this.#crowds.get(showId) ?? 0) + 1);
  }

  /** Its socket leaves its rooms by closing. */
  leave(session: SignalSession): void {
    const way = this.#ways.get(session);
    this.#ways.delete(session);
    if (way === undefined) return;
    const { showId } = session.caller;
    if (way === 'crowd') {
      const left = (this.#crowds.get(showId) ?? 1) - 1;
      if (left > 0) this.#crowds.set(showId, left);
      else this.#crowds.delete(showId);
    }
    const direct = this.#direct.get(showId);
    if (direct?.delete(session) && direct.size === 0) this.#direct.delete(showId);
  }

  toTab(showId: string, personId: string, tabId: string, event: ServerEvent): void {
    this.#sendToRoom(roomOf.tab(showId, personId, tabId), event, 'here');
    this.#toRemotes(showId, personId, event, (session) => session.caller.tabId === tabId);
  }

  toPerson(showId: string, personId: string, event: ServerEvent): void {
    this.#sendToRoom(roomOf.person(showId, personId), event, 'here');
    this.#toRemotes(showId, personId, event);
  }

  toModerators(showId: string, event: ServerEvent): void {
    this.#sendToRoom(roomOf.moderators(showId), event, 'here');
    for (const session of this.#direct.get(showId) ?? [])
      if (MODERATORS.includes(session.caller.role)) session.wire.send(event);
  }

  toShow(showId: string, event: ServerEvent): void {
    this.#sendToRoom(roomOf.show(showId), event, this.#reachOf(showId));
    this.#toDirect(showId, event);
  }

  /** One part of the audience; who is reached direct is in the first one. */
  toTurn(showId: string, turn: number, event: ServerEvent): void {
    this.#sendToRoom(roomOf.turn(showId, turn), event, this.#reachOf(showId));
    if (turn === 0) this.#toDirect(showId, event);
  }

  #reachOf(showId: string): Reach {
    return this.#crowds.has(showId) ? 'everywhere' : 'here';
  }

  #crowdRooms(session: SignalSession): string[] {
    const { showId } = session.caller;
    return [roomOf.show(showId), roomOf.turn(showId, this.#turnOf.get(session) ?? 0)];
  }

  #toDirect(showId: string, event: ServerEvent): void {
    for (const session of this.#direct.get(showId) ?? []) session.wire.send(event);
  }

  #toRemotes(
    showId: string,
    personId: string,
    event: ServerEvent,
    isMeant: (session: SignalSession) => boolean = () => true,
  ): void {
    if (!this.#crowds.has(showId) && !this.#direct.has(showId)) return;
    for (const session of this.#joined.ofPerson(showId, personId))
      if (session.wire.isRemote === true && isMeant(session)) session.wire.send(event);
  }
}
