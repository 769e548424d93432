import { guestError } from '#kernel';
import {
  FAMILIES,
  type FamilyName,
  type RequestName,
  type Role,
  requests,
  type ServerEvent,
} from '#protocol';
import type { Caller } from './caller.js';
import { Lane } from './lane.js';
import { TokenBucket } from './token-bucket.js';

/** What a session needs of its socket. */
export interface SignalWire {
  readonly id: string;
  send(event: ServerEvent): void;
  enterRoom(room: string): void;
  leaveRoom(room: string): void;
  /** Closes for good. */
  disconnect(): void;
}

const TOTAL_RATE = { perSecond: 60, burst: 300 };
const LANE_LIMIT = 128;

/**
 * What may take seconds has a lane of its own, so that a mute never waits for a programme that starts; nor does
 * receiving wait for sending while both begin.
 */
const LANE_OF_FAMILY: Record<FamilyName, 'stage' | 'receiving' | 'programme' | 'audience'> = {
  session: 'stage',
  transport: 'stage',
  produce: 'stage',
  consume: 'receiving',
  data: 'stage',
  moderation: 'stage',
  promotion: 'stage',
  programme: 'programme',
  audience: 'audience',
};

const FAMILY_OF = new Map(
  (Object.keys(FAMILIES) as FamilyName[]).flatMap((family) =>
    Object.keys(FAMILIES[family]).map((name) => [name, family] as const),
  ),
);

/** One connected socket: who it is, how much it has asked, what is under way. */
export class SignalSession {
  readonly wire: SignalWire;
  readonly #lanes = {
    stage: new Lane(LANE_LIMIT),
    receiving: new Lane(LANE_LIMIT),
    programme: new Lane(LANE_LIMIT),
    audience: new Lane(LANE_LIMIT),
  };
  readonly #buckets = new Map<RequestName, TokenBucket>();
  readonly #total: TokenBucket;
  #caller: Caller | undefined;
  #isGone = false;

  constructor(wire: SignalWire, nowMs: number) {
    this.wire = wire;
    this.#total = new TokenBucket(TOTAL_RATE, nowMs);
  }

  get isJoined(): boolean {
    return this.#caller !== undefined;
  }

  /** The socket closed, perhaps while a request of it was under way. */
  get isGone(): boolean {
    return this.#isGone;
  }

  gone(): void {
    this.#isGone = true;
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
    return this.#lanes[LANE_OF_FAMILY[FAMILY_OF.get(name) ?? 'session']];
  }

  /** One more message of any name, known or not. */
  mayAsk(nowMs: number): boolean {
    return this.#total.take(nowMs);
  }

  mayAskFor(name: RequestName, nowMs: number): boolean {
    const bucket = this.#buckets.get(name) ?? new TokenBucket(requests[name].rate, nowMs);
    this.#buckets.set(name, bucket);
    return bucket.take(nowMs);
  }
}
