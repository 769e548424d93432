import { guestError } from '#kernel';
import { FAMILIES, type FamilyName, type RequestName, type Role, type ServerEvent } from '#protocol';
import type { Caller } from './caller.js';
import { Lane } from './lane.js';

/** What a session needs of its socket. */
export interface SignalWire {
  readonly id: string;
  /** Of the person's machine, also behind proxies that are trusted. */
  readonly address: string;
  /** Another node holds the socket. */
  readonly isRemote?: boolean;
  send(event: ServerEvent): void;
  enterRoom(room: string): void;
  leaveRoom(room: string): void;
  /** Closes for good. */
  disconnect(): void;
}

const LANE_LIMIT = 128;
/** A burst that a person may send, and as many again. */
const ARRIVALS_LIMIT = 600;

type LaneName = 'stage' | 'receiving' | 'programme' | 'airing' | 'audience';

/**
 * What may take seconds has a lane of its own, so that a mute never waits for a programme that starts; nor does
 * receiving wait for sending while both begin.
 */
const LANE_OF_FAMILY: Record<FamilyName, LaneName> = {
  session: 'stage',
  transport: 'stage',
  produce: 'stage',
  consume: 'receiving',
  data: 'stage',
  moderation: 'stage',
  promotion: 'stage',
  studio: 'stage',
  call: 'stage',
  shared: 'stage',
  programme: 'programme',
  audience: 'audience',
};

/** A busy machine takes a minute to start a programme: its layout can be changed meanwhile. */
const LANE_OF_REQUEST: Partial<Record<RequestName, LaneName>> = {
  'programme.go-live': 'airing',
  'programme.end': 'airing',
};

const FAMILY_OF = new Map(
  (Object.keys(FAMILIES) as FamilyName[]).flatMap((family) =>
    Object.keys(FAMILIES[family]).map((name) => [name, family] as const),
  ),
);

/** One connected socket: who it is, and what is under way. */
export class SignalSession {
  readonly wire: SignalWire;
  readonly #lanes = {
    stage: new Lane(LANE_LIMIT),
    receiving: new Lane(LANE_LIMIT),
    programme: new Lane(LANE_LIMIT),
    airing: new Lane(LANE_LIMIT),
    audience: new Lane(LANE_LIMIT),
  };
  /** Messages wait here until their limits are counted, so that none overtakes another. */
  readonly arrivals = new Lane(ARRIVALS_LIMIT);
  readonly #whenGone = new Set<() => void>();
  #isGone = false;
  #caller: Caller | undefined;

  constructor(wire: SignalWire) {
    this.wire = wire;
  }

  get isJoined(): boolean {
    return this.#caller !== undefined;
  }

  /** The socket closed, perhaps while a request of it was under way. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Calls back when the socket closes. The answer takes that back. */
  whenGone(callback: () => void): () => void {
    this.#whenGone.add(callback);
    return () => this.#whenGone.delete(callback);
  }

  gone(): void {
    this.#isGone = true;
    for (const callback of this.#whenGone) callback();
    this.#whenGone.clear();
  }

  get caller(): Caller {
    if (this.#caller !== undefined) return this.#caller;
    throw guestError('not-joined', 'Join the show first.', { status: 401 });
  }

  join(caller: Caller): void {
    this.#caller = caller;
  }

  changeRole(role: Role): void {
    if (this.#caller !== undefined) this.#caller = { ...this.#caller, role };
  }

  laneOf(name: RequestName): Lane {
    return this.#lanes[LANE_OF_REQUEST[name] ?? LANE_OF_FAMILY[FAMILY_OF.get(name) ?? 'session']];
  }
}
