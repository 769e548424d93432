import {
  type CreateRateLimiter,
  memoryRateLimiter,
  networkOf,
  type RateLimiter,
  type RequestRate,
} from '#access';
import { MODERATORS, type Rate, type RequestName, requests } from '#protocol';
import type { SignalSession } from './signal-session.js';

/** All messages of one person in one show, whatever they are and in however many tabs. */
const PERSON: Rate = { perSecond: 60, burst: 300 };
/** Before the join nobody is known: enough for a join that is sent again, and a burst behind it. */
const UNJOINED: Rate = { perSecond: 5, burst: 100 };
/** Of all that have not joined, of one network: a server that was restarted gets all its pages again, each with a join. */
const UNJOINED_OF_A_NETWORK: Rate = { perSecond: 100, burst: 2_000 };
/** Of one network, for what everybody of a show is shown: more than anybody reads. Moderators are not counted. */
const SHOWN_TO_ALL: Rate = { perSecond: 10, burst: 60 };
/** Of a network whose limit nobody has raised. */
const USUAL_SOCKETS = 1_000;
/** For each socket that a network may have: a page sends far less, and seldom all pages at once. */
const NETWORK_PER_SOCKET: Rate = { perSecond: 2, burst: 20 };
/** Refusals after which a socket is closed: a sender who goes on has not read the earlier ones. */
const REFUSALS: Rate = { perSecond: 10, burst: 300 };

/** Packets of one transport, answered or not: above what its messages may be. */
const PACKETS: Rate = { perSecond: 100, burst: 700 };

const toRequestRate = ({ perSecond, burst }: Rate, times = 1): RequestRate => ({
  burst: burst * times,
  perMinute: perSecond * 60 * times,
});

export interface MessageLimitsOptions {
  socketsPerNetwork: number;
  create?: CreateRateLimiter;
}

/** Counts every message of a socket, answered or not: by person, by network and by kind. */
export class MessageLimits {
  readonly #create: CreateRateLimiter;
  readonly #persons: RateLimiter;
  readonly #unjoined: RateLimiter;
  readonly #networks: RateLimiter;
  readonly #unjoinedNetworks: RateLimiter;
  readonly #shownToAll: RateLimiter;
  readonly #refusals: RateLimiter;
  readonly #packets: RateLimiter;
  readonly #kinds = new Map<RequestName, RateLimiter>();

  constructor({ socketsPerNetwork, create = memoryRateLimiter }: MessageLimitsOptions) {
    this.#create = create;
    /** A network that may have more pages may also say more. */
    const share = Math.max(1, socketsPerNetwork / USUAL_SOCKETS);
    this.#persons = create('signal person', toRequestRate(PERSON));
    this.#unjoined = create('signal unjoined', toRequestRate(UNJOINED));
    this.#networks = create('signal network', toRequestRate(NETWORK_PER_SOCKET, socketsPerNetwork));
    this.#unjoinedNetworks = create('signal unjoined network', toRequestRate(UNJOINED_OF_A_NETWORK, share));
    this.#shownToAll = create('signal shown to all', toRequestRate(SHOWN_TO_ALL, share));
    this.#packets = create('signal packets', toRequestRate(PACKETS));
    this.#refusals = create('signal refusals', toRequestRate(REFUSALS));
  }

  /** One more message of any name, known or not. A person's own limit binds before that of their neighbours. */
  async mayAsk(session: SignalSession): Promise<boolean> {
    const own = session.isJoined
      ? await this.#persons.take(personOf(session))
      : await this.#unjoined.take(session.wire.id);
    if (!own.allowed) return false;
    const network = networkOf(session.wire.address);
    if (!session.isJoined && !(await this.#unjoinedNetworks.take(network)).allowed) return false;
    return (await this.#networks.take(network)).allowed;
  }

  async mayReceive(transportId: string): Promise<boolean> {
    return (await this.#packets.take(transportId)).allowed;
  }

  async mayAskFor(session: SignalSession, name: RequestName): Promise<boolean> {
    const key = session.isJoined ? personOf(session) : session.wire.id;
    if (!(await this.#kind(name).take(key)).allowed) return false;
    if (!SHOWN.has(name) || isTrusted(session)) return true;
    const { showId } = session.caller;
    return (await this.#shownToAll.take(`${showId} ${networkOf(session.wire.address)}`)).allowed;
  }

  /** True when the socket was refused so often that it is closed. */
  async isFlood(session: SignalSession): Promise<boolean> {
    return !(await this.#refusals.take(session.wire.id)).allowed;
  }

  #kind(name: RequestName): RateLimiter {
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    const made = this.#create(`signal ${name}`, toRequestRate(requests[name].rate));
    this.#kinds.set(name, made);
    return made;
  }
}

/** Messages that every page of the show shows. */
const SHOWN: ReadonlySet<RequestName> = new Set(['chat.send', 'question.ask']);

/** Who is trusted with the show is not silenced by the neighbours. */
const isTrusted = ({ isJoined, caller }: SignalSession): boolean =>
  !isJoined || MODERATORS.includes(caller.role);

const personOf = ({ caller }: SignalSession): string => `${caller.showId} ${caller.personId}`;
