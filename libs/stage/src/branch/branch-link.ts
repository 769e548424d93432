import { type Clock, type FrameChannel, type Log, newId, ShowError, TypedEvents } from '#kernel';
import type { DataMessage } from '../media/media-objects.js';
import {
  BRANCH_PROTOCOL,
  type BranchEvent,
  type FromBranch,
  fromBranchSchema,
  type ToBranch,
} from './branch-messages.js';
import { hasRoomForData } from './data-room.js';
import { type Opened, openedSchema } from './kept-media.js';

export interface BranchLinkOptions {
  clock: Clock;
  log: Log;
}

export interface BranchLinkEvents {
  /** It has told what it has to do, for the first time or again. */
  load: undefined;
  closed: undefined;
}

/** Of a place at the other node. */
export interface BranchListener {
  /** `bytes`: a message of a data channel. */
  hear(event: BranchEvent, bytes: Uint8Array): void;
  /** The channel has ended, and all that was built over it with it. */
  lost(): void;
}

/** A media worker answers within milliseconds; a node that hangs is noticed by its heartbeat before. */
const ANSWERS_WITHIN_MS = 10_000;

const AVOIDED_MS = 15_000;

interface Waiting {
  take(value: unknown): void;
  refuse(error: Error): void;
}

/** At the owner of stages: the way to one node that offers to carry participants of them. */
export class BranchLink {
  readonly events = new TypedEvents<BranchLinkEvents>();
  readonly #channel: FrameChannel;
  readonly #options: BranchLinkOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #places = new Map<string, BranchListener>();
  #node = '';
  #load = { streams: 0, hasRoom: false };
  #asks = 0;
  #avoidedUntilMs = 0;

  static accept(channel: FrameChannel, options: BranchLinkOptions): BranchLink {
    return new BranchLink(channel, options);
  }

  private constructor(channel: FrameChannel, options: BranchLinkOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.events.on('frame', ({ message, bytes }) => this.#take(message, bytes));
    channel.events.on('closed', () => this.#lost());
  }

  get isOpen(): boolean {
    return !this.#channel.isClosed && this.#node !== '';
  }

  /** Its name, for people. */
  get node(): string {
    return this.#node;
  }

  get streams(): number {
    return this.#load.streams;
  }

  get hasRoom(): boolean {
    return this.isOpen && this.#load.hasRoom && !this.isAvoided;
  }

  get isAvoided(): boolean {
    return this.#options.clock.monotonicMs() < this.#avoidedUntilMs;
  }

  /** It took nobody a moment ago: newcomers do not wait for it again and again. */
  avoid(): void {
    this.#avoidedUntilMs = this.#options.clock.monotonicMs() + AVOIDED_MS;
  }

  /** Whether that node holds the socket of a page. */
  async holds(socket: string): Promise<boolean> {
    if (!this.isOpen) return false;
    return this.#ask({ kind: 'holds', socket }, (value) => value === true);
  }

  /** A place of a stage at that node. Rejects where it has no room, or knows a newer owner of the show. */
  openPlace<T extends BranchListener>(
    showId: string,
    epoch: number,
    make: (placeId: string, opened: Opened) => T,
  ): Promise<T> {
    const placeId = newId('place');
    return this.#ask({ kind: 'open', hub: placeId, showId, epoch }, (value) => {
      const { data: opened, error } = openedSchema.safeParse(value);
      if (opened === undefined) {
        // It is open over there all the same.
        this.#send({ kind: 'close', hub: placeId, epoch });
        throw error;
      }
      const place = make(placeId, opened);
      this.#places.set(placeId, place);
      return place;
    });
  }

  /** `take` reads the answer before anything that the node says after it is heard. */
  request<T>(
    place: { placeId: string; epoch: number },
    request: Extract<ToBranch, { kind: 'request' }>['request'],
    take: (value: unknown) => T,
  ): Promise<T> {
    return this.#ask({ kind: 'request', hub: place.placeId, epoch: place.epoch, request }, take);
  }

  /** A message of a data channel there. Answers whether it went out; where too much waits, none does. */
  send(
    { placeId: hub, epoch }: { placeId: string; epoch: number },
    channel: string,
    { bytes, payload }: DataMessage,
  ): boolean {
    return (
      hasRoomForData(this.#channel) &&
      this.#channel.send({ kind: 'data', hub, epoch, channel, payload } satisfies ToBranch, bytes)
    );
  }

  closePlace({ placeId, epoch }: { placeId: string; epoch: number }): void {
    if (this.#places.delete(placeId)) this.#send({ kind: 'close', hub: placeId, epoch });
  }

  close(): void {
    this.#channel.close();
  }

  #ask<T>(asked: Unasked, take: (value: unknown) => T): Promise<T> {
    if (this.#channel.isClosed) return Promise.reject(nodeLost());
    this.#asks += 1;
    const ask = this.#asks;
    return new Promise<T>((resolve, reject) => {
      const cancel = this.#options.clock.after(ANSWERS_WITHIN_MS, () => {
        this.#waiting.set(ask, this.#tooLate(ask, take));
        reject(nodeLost());
      });
      const settle = (then: () => void) => {
        cancel();
        this.#waiting.delete(ask);
        then();
      };
      this.#waiting.set(ask, {
        take: (value) => settle(() => resolveWith(() => take(value), resolve, reject)),
        refuse: (error) => settle(() => reject(error)),
      });
      this.#send({ ...asked, ask } as ToBranch);
    });
  }

  /** What comes all the same is nobody's any more: it must not stay open over there. */
  #tooLate(ask: number, take: (value: unknown) => unknown): Waiting {
    const forget = () => this.#waiting.delete(ask);
    const close = (made: unknown) => (isClosable(made) ? made.close() : undefined);
    return {
      take: (value) => {
        forget();
        resolveWith(
          () => take(value),
          close,
          () => undefined,
        );
      },
      refuse: forget,
    };
  }

  #take(received: unknown, bytes: Uint8Array): void {
    const parsed = fromBranchSchema.safeParse(received);
    if (parsed.success) this.#obey(parsed.data, bytes);
    else {
      this.#options.log.error('stage.branch | what a node says cannot be read', { error: parsed.error });
      this.#channel.close();
    }
  }

  #obey(message: FromBranch, bytes: Uint8Array): void {
    switch (message.kind) {
      case 'offer':
        this.#offered(message.protocol, message.node);
        break;
      case 'load':
        this.#load = message;
        this.events.emit('load', undefined);
        break;
      case 'answer':
        this.#waiting.get(message.ask)?.take(message.value);
        break;
      case 'refused':
        this.#waiting.get(message.ask)?.refuse(new Error(message.why));
        break;
      case 'event':
        this.#places.get(message.hub)?.hear(message.event, bytes);
        break;
    }
  }

  #offered(protocol: number, node: string): void {
    const { log } = this.#options;
    if (protocol === BRANCH_PROTOCOL) {
      this.#node = node;
      log.info('stage.branch | a node carries participants of stages here', { node });
      return;
    }
    log.warn('stage.branch | a node of another version carries no participants', { node, protocol });
    this.#channel.close();
  }

  /** Places first: who waits for an answer then finds that its object is closed. */
  #lost(): void {
    const places = [...this.#places.values()];
    this.#places.clear();
    for (const place of places) place.lost();
    for (const waiting of [...this.#waiting.values()]) waiting.refuse(nodeLost());
    this.events.emit('closed', undefined);
    this.events.clear();
  }

  #send(message: ToBranch): void {
    this.#channel.send(message);
  }
}

type WithoutAsk<T> = T extends { ask: number } ? Omit<T, 'ask'> : never;
type Unasked = WithoutAsk<ToBranch>;

/** What cannot be read is an answer like a refusal. */
function resolveWith<T>(take: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): void {
  try {
    resolve(take());
  } catch (error) {
    reject(error);
  }
}

const isClosable = (made: unknown): made is { close(): void } =>
  typeof made === 'object' && made !== null && 'close' in made && typeof made.close === 'function';

const nodeLost = (): ShowError =>
  new ShowError({
    code: 'stage-rebuilding',
    message: 'The node that carries your media went away. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
  });
