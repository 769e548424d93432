import type { Socket } from 'node:net';
import { type Clock, FrameChannel, guestError, type Log, type ShowError } from '#kernel';
import type { Ack, ServerEvent } from '#protocol';
import { isTooLarge } from '../message-size.js';
import { tooLarge, tooMany } from '../refusals.js';
import type { SignalWire } from '../signal-session.js';
import { toWireError } from '../wire-error.js';
import { RELAY_HEARTBEAT } from './relay-heartbeat.js';
import { type FromOwner, fromOwnerSchema, type ToOwner } from './relay-messages.js';

/** One socket of a page here whose show another node runs. */
export interface RelayedSocket {
  ask(name: string, payload: unknown): Promise<Ack<unknown>>;
  /** A message that wants no answer. */
  tell(name: string): void;
  /** The page is gone. */
  close(): void;
}

export interface NodeRelayOptions {
  /** For the log. */
  name: string;
  /** To the other node. Rejects where there is none, or one that takes no sockets. */
  connect(signal: AbortSignal): Promise<Socket>;
  /** Whether sockets can be given to it changed. */
  onChanged(): void;
  clock: Clock;
  log: Log;
}

interface Held {
  wire: SignalWire;
  asks: Map<number, (ack: Ack<unknown>) => void>;
  isInCrowd: boolean;
}

const RETRY_MS = 500;
/** As long as an address with the name of its network may be. */
const ADDRESS_LENGTH = 64;
/** Unanswered requests of one page; as many may wait at a socket that is served here (`SignalSession`). */
const ASKS_AT_MOST = 600;
/** A page that floods is refused before the channel, which belongs to the pages of all, is closed for being slow. */
const BEHIND_BYTES = 8 * 1024 * 1024;

/**
 * The way to one other node for the sockets that are held here for its shows. Requests, answers and what is said to one
 * person go over it; what is said to a whole audience comes over Redis, into the rooms that the other node names.
 */
export class NodeRelay {
  readonly #options: NodeRelayOptions;
  readonly #closing = new AbortController();
  readonly #held = new Map<string, Held>();
  #channel: FrameChannel | undefined;
  #isOpen = false;
  #asks = 0;

  static open(options: NodeRelayOptions): NodeRelay {
    const relay = new NodeRelay(options);
    void relay.#keepConnected();
    return relay;
  }

  private constructor(options: NodeRelayOptions) {
    this.#options = options;
  }

  /** The other node is there and takes sockets. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  attach(wire: SignalWire): RelayedSocket | undefined {
    if (!this.#isOpen) return undefined;
    const { id: socket, address } = wire;
    const held: Held = { wire, asks: new Map(), isInCrowd: false };
    this.#held.set(socket, held);
    this.#send({ kind: 'open', socket, address: address.slice(0, ADDRESS_LENGTH) });
    return {
      ask: (name, payload) => this.#ask(socket, held, name, payload),
      tell: (name) => this.#tell(socket, name),
      close: () => {
        if (this.#held.delete(socket)) this.#send({ kind: 'close', socket });
        giveUp(held);
      },
    };
  }

  holds(socket: string): boolean {
    return this.#held.has(socket);
  }

  tellReaders(showId: string, readers: readonly string[]): void {
    if (this.#isOpen) this.#send({ kind: 'readers', showId, readers: [...readers] });
  }

  /** Only those that hear of the audience over Redis. */
  tellCrowd(event: ServerEvent): void {
    for (const { wire, isInCrowd } of this.#held.values()) if (isInCrowd) wire.send(event);
  }

  close(): void {
    this.#closing.abort(new Error('the relay is closed'));
    this.#channel?.close();
  }

  async #keepConnected(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#connectOnce(signal).catch(() => undefined);
      await this.#options.clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }

  async #connectOnce(signal: AbortSignal): Promise<void> {
    const { connect, clock } = this.#options;
    const channel = new FrameChannel(await connect(signal), { clock, heartbeat: RELAY_HEARTBEAT });
    if (signal.aborted) {
      channel.close();
      return;
    }
    await new Promise<void>((resolve) => {
      this.#channel = channel;
      channel.events.on('frame', ({ message }) => this.#take(channel, message));
      channel.events.on('closed', () => {
        this.#lost();
        resolve();
      });
    });
  }

  /** The pages connect again by themselves, to the node that runs the show by then. */
  #lost(): void {
    this.#channel = undefined;
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    const held = [...this.#held.values()];
    this.#held.clear();
    if (wasOpen) this.#options.onChanged();
    for (const each of held) {
      giveUp(each);
      each.wire.disconnect();
    }
  }

  #take(channel: FrameChannel, received: unknown): void {
    const parsed = fromOwnerSchema.safeParse(received);
    if (parsed.success) this.#obey(parsed.data);
    else {
      this.#options.log.error('signaling.relay | what a node answers cannot be read', {
        error: parsed.error,
      });
      channel.close();
    }
  }

  #obey(message: FromOwner): void {
    if (message.kind === 'hello') {
      this.#isOpen = true;
      this.#options.log.info('signaling.relay | sockets for shows of a node are held here', {
        node: this.#options.name,
      });
      this.#options.onChanged();
      return;
    }
    const held = this.#held.get(message.socket);
    if (held === undefined) return;
    this.#pass(held, message);
  }

  #pass(held: Held, message: Exclude<FromOwner, { kind: 'hello' }>): void {
    const { wire, asks } = held;
    switch (message.kind) {
      case 'answer':
        asks.get(message.ask)?.(message.ack);
        asks.delete(message.ask);
        break;
      case 'event':
        wire.send(message.event);
        break;
      case 'enter':
        held.isInCrowd = true;
        wire.enterRoom(message.room);
        break;
      case 'leave':
        held.isInCrowd = false;
        wire.leaveRoom(message.room);
        break;
      case 'end':
        this.#held.delete(message.socket);
        giveUp(held);
        wire.disconnect();
        break;
    }
  }

  get #isBehind(): boolean {
    return (this.#channel?.pendingBytes ?? 0) > BEHIND_BYTES;
  }

  #tell(socket: string, name: string): void {
    if (this.#isBehind) return;
    this.#send({ kind: 'message', socket, name: name.slice(0, 64), payload: null });
  }

  #ask(socket: string, held: Held, name: string, payload: unknown): Promise<Ack<unknown>> {
    return new Promise((resolve) => {
      // The other node may have gone meanwhile.
      if (this.#held.get(socket) !== held) {
        resolve(refused(wentAway()));
        return;
      }
      const refusal = this.#refusalOf(held, payload);
      if (refusal !== undefined) {
        resolve(refused(refusal));
        return;
      }
      this.#asks += 1;
      held.asks.set(this.#asks, resolve);
      this.#send({
        kind: 'message',
        socket,
        ask: this.#asks,
        name: name.slice(0, 64),
        payload: payload ?? null,
      });
    });
  }

  /** What the other node would refuse does not go to it. */
  #refusalOf({ asks }: Held, payload: unknown): ShowError | undefined {
    if (isTooLarge(payload)) return tooLarge();
    return asks.size >= ASKS_AT_MOST || this.#isBehind ? tooMany() : undefined;
  }

  #send(message: ToOwner): void {
    this.#channel?.send(message);
  }
}

function giveUp({ asks }: Held): void {
  for (const answer of asks.values()) answer(refused(wentAway()));
  asks.clear();
}

const refused = (error: ShowError): Ack<unknown> => ({ ok: false, error: toWireError(error) });

const wentAway = (): ShowError =>
  guestError('timed-out', 'The node of this show went away. Try again.', { retry: true });
