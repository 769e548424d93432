import type { DataMessage } from '../media/media-objects.js';
import type { BranchLink } from './branch-link.js';
import type { BranchEvent } from './branch-messages.js';
import {
  type BranchAnswer,
  type BranchRequestOf,
  type BranchWant,
  branchAnswerSchemas,
} from './branch-requests.js';

/** Of another node: an object of its media worker, which hears what happens to it. */
export interface RemoteObject {
  readonly id: string;
  /** `bytes`: a message of a data channel. */
  hear(event: BranchEvent, bytes: Uint8Array): void;
  /** It has ended there, or with the way to the node. */
  ended(): void;
}

/** What the objects of one place at another node have in common: the way there, and which of them hears what. */
export class RemotePlace {
  readonly placeId: string;
  readonly epoch: number;
  readonly #link: BranchLink;
  readonly #objects = new Map<string, RemoteObject>();

  constructor(link: BranchLink, placeId: string, epoch: number) {
    this.#link = link;
    this.placeId = placeId;
    this.epoch = epoch;
  }

  get streams(): number {
    return this.#link.streams;
  }

  ask<W extends BranchWant>(request: BranchRequestOf<W>): Promise<BranchAnswer<W>> {
    return this.make(request, (answer) => answer);
  }

  /** `make` has its object listening before anything that happens to it is heard. */
  make<W extends BranchWant, T>(
    request: BranchRequestOf<W>,
    make: (answer: BranchAnswer<W>) => T,
  ): Promise<T> {
    const { want } = request;
    return this.#link.request(this, request as Parameters<BranchLink['request']>[1], (value) =>
      make(branchAnswerSchemas[want as W].parse(value) as BranchAnswer<W>),
    );
  }

  add<T extends RemoteObject>(object: T): T {
    this.#objects.set(object.id, object);
    return object;
  }

  /** Closed on this side: the other one follows, and it is not waited for. */
  close(object: string): void {
    if (!this.#objects.delete(object)) return;
    this.ask({ want: 'close', object }).catch(() => undefined);
  }

  /** Says a message on a data channel there. Answers whether it went out. */
  send(channel: string, message: DataMessage): boolean {
    return this.#link.send(this, channel, message);
  }

  tell(object: string, event: BranchEvent, bytes: Uint8Array): void {
    const found = this.#objects.get(object);
    if (event.what !== 'closed') found?.hear(event, bytes);
    else if (this.#objects.delete(object)) found?.ended();
  }

  /** Everything on it is gone. */
  end(): void {
    const objects = [...this.#objects.values()];
    this.#objects.clear();
    for (const object of objects) object.ended();
  }
}
