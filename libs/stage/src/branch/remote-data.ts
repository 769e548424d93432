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
import { RemoteEnd } from './remote-end.js';
import type { RemotePlace } from './remote-place.js';

/** A data channel that ends at another node, from its page or to it. */
export class RemoteData extends RemoteEnd implements StageDataProducer, StageDataConsumer {
  readonly label: string;
  readonly protocol: string;
  readonly sctpStreamParameters: StageDataConsumer['sctpStreamParameters'];
  readonly #events = new EventEmitter<{ dataproducerclose: [] }>();

  constructor(
    place: RemotePlace,
    answer: BranchAnswer<'produce-data'> & Partial<BranchAnswer<'consume-data'>>,
  ) {
    super(place, answer.id);
    this.label = answer.label;
    this.protocol = answer.protocol;
    this.sctpStreamParameters = answer.sctpStreamParameters ?? undefined;
  }

  on(event: 'dataproducerclose', listener: () => void): this {
    this.#events.on(event, listener);
    return this;
  }

  override hear(event: BranchEvent): void {
    if (event.what === 'data-producer-closed') this.#events.emit('dataproducerclose');
  }
}

/** What comes on a data channel of another node. */
export class RemoteSource extends RemoteEnd implements DataSource {
  readonly label: string;
  readonly protocol: string;
  readonly #onMessage: (message: DataMessage) => void;

  constructor(
    place: RemotePlace,
    answer: BranchAnswer<'take-data'>,
    onMessage: (message: DataMessage) => void,
  ) {
    super(place, answer.id);
    this.label = answer.label;
    this.protocol = answer.protocol;
    this.#onMessage = onMessage;
  }

  override hear(event: BranchEvent, bytes: Uint8Array): void {
    if (event.what === 'data') this.#onMessage({ bytes, payload: event.payload });
  }
}

/** A data channel at another node of which this process says what comes. */
export class RemoteSink extends RemoteEnd implements DataSink {
  constructor(place: RemotePlace, { id }: BranchAnswer<'give-data'>) {
    super(place, id);
  }

  send(message: DataMessage): void {
    if (!this.closed && !this.place.send(this.id, message)) this.close();
  }
}
