import { EventEmitter } from 'node:events';
import type { StageDataConsumer, StageDataProducer } from '../media/media-objects.js';
import type { BranchEvent } from './branch-messages.js';
import type { BranchAnswer } from './branch-requests.js';
import type { RemoteObject, RemotePlace } from './remote-place.js';

/** A data channel that ends at another node, from its page or to it. */
export class RemoteData implements StageDataProducer, StageDataConsumer, RemoteObject {
  readonly id: string;
  readonly label: string;
  readonly protocol: string;
  readonly sctpStreamParameters: StageDataConsumer['sctpStreamParameters'];
  readonly observer = new EventEmitter<{ close: [] }>();
  readonly #place: RemotePlace;
  readonly #events = new EventEmitter<{ dataproducerclose: [] }>();
  #isClosed = false;

  constructor(
    place: RemotePlace,
    answer: BranchAnswer<'produce-data'> & Partial<BranchAnswer<'consume-data'>>,
  ) {
    this.#place = place;
    this.id = answer.id;
    this.label = answer.label;
    this.protocol = answer.protocol;
    this.sctpStreamParameters = answer.sctpStreamParameters ?? undefined;
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  on(event: 'dataproducerclose', listener: () => void): this {
    this.#events.on(event, listener);
    return this;
  }

  close(): void {
    this.#place.close(this.id);
    this.ended();
  }

  hear(event: BranchEvent): void {
    if (event.what === 'data-producer-closed') this.#events.emit('dataproducerclose');
  }

  ended(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.observer.emit('close');
  }
}
