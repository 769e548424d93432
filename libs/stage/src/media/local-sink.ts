import type { DataProducer } from 'mediasoup/types';
import type { DataMessage, DataSink } from './media-objects.js';

/** A data channel of a router here, of which this process says what comes. */
export class LocalSink implements DataSink {
  readonly id: string;
  readonly observer: DataProducer['observer'];
  readonly #producer: DataProducer;

  constructor(producer: DataProducer) {
    this.id = producer.id;
    this.observer = producer.observer;
    this.#producer = producer;
  }

  get closed(): boolean {
    return this.#producer.closed;
  }

  send({ bytes, payload }: DataMessage): void {
    if (!this.closed) this.#producer.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), payload);
  }

  close(): void {
    this.#producer.close();
  }
}
