import { EventEmitter } from 'node:events';
import type {
  DataMessage,
  DataSink,
  DataSource,
  StageDataConsumer,
  StageDataProducer,
} from '../media/media-objects.js';
import type { BranchEvent } from './branch-messages.js';
import type { BranchAnswer } from './branch-requests.js';
import type { RemoteObject, RemotePlace } from './remote-place.js';

/** What all ends of data channels at another node have here: whether they are open, and who wants to know. */
abstract class RemoteDataEnd implements RemoteObject {
  readonly id: string;
  readonly observer = new EventEmitter<{ close: [] }>();
  protected readonly place: RemotePlace;
  #isClosed = false;

  constructor(place: RemotePlace, { id }: { id: string }) {
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

  abstract hear(event: BranchEvent, bytes: Uint8Array): void;

  ended(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.observer.emit('close');
  }
}

/** A data channel that ends at another node, from its page or to it. */
export class RemoteData extends RemoteDataEnd implements StageDataProducer, StageDataConsumer {
  readonly label: string;
  readonly protocol: string;
  readonly sctpStreamParameters: StageDataConsumer['sctpStreamParameters'];
  readonly #events = new EventEmitter<{ dataproducerclose: [] }>();

  constructor(
    place: RemotePlace,
    answer: BranchAnswer<'produce-data'> & Partial<BranchAnswer<'consume-data'>>,
  ) {
    super(place, answer);
    this.label = answer.label;
    this.protocol = answer.protocol;
    this.sctpStreamParameters = answer.sctpStreamParameters ?? undefined;
  }

  on(event: 'dataproducerclose', listener: () => void): this {
    this.#events.on(event, listener);
    return this;
  }

  hear(event: BranchEvent): void {
    if (event.what === 'data-producer-closed') this.#events.emit('dataproducerclose');
  }
}

/** What comes on a data channel of another node. */
export class RemoteSource extends RemoteDataEnd implements DataSource {
  readonly label: string;
  readonly protocol: string;
  readonly #onMessage: (message: DataMessage) => void;

  constructor(
    place: RemotePlace,
    answer: BranchAnswer<'take-data'>,
    onMessage: (message: DataMessage) => void,
  ) {
    super(place, answer);
    this.label = answer.label;
    this.protocol = answer.protocol;
    this.#onMessage = onMessage;
  }

  hear(event: BranchEvent, bytes: Uint8Array): void {
    if (event.what === 'data') this.#onMessage({ bytes, payload: event.payload });
  }
}

/** A data channel at another node of which this process says what comes. */
export class RemoteSink extends RemoteDataEnd implements DataSink {
  send(message: DataMessage): void {
    if (!this.closed && !this.place.send(this.id, message)) this.close();
  }

  hear(): void {}
}
