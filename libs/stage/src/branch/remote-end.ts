import { EventEmitter } from 'node:events';
import type { BranchEvent } from './branch-messages.js';
import type { RemoteObject, RemotePlace } from './remote-place.js';

/** What every object at another node has of its own here: whether it is open, and who wants to know. */
export abstract class RemoteEnd implements RemoteObject {
  readonly id: string;
  readonly observer = new EventEmitter<{ close: [] }>();
  protected readonly place: RemotePlace;
  #isClosed = false;

  constructor(place: RemotePlace, id: string) {
    this.place = place;
    this.id = id;
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.place.close(this.id);
    this.ended();
  }

  /** What happens to it besides its end is the other node's affair, unless a kind of object says otherwise. */
  hear(_event: BranchEvent, _bytes: Uint8Array): void {}

  ended(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.endCarried();
    this.observer.emit('close');
  }

  /** Ends what cannot be there without it. */
  protected endCarried(): void {}
}
