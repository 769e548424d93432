import type { DataConsumer, DataProducer } from 'mediasoup/types';
import type { Hub } from './hub.js';
import type { LocalHub } from './local-hub.js';
import type { StageDataProducer } from './media-objects.js';

/** WebRTC's payload protocol for text; what is empty has one of its own and says nothing. */
const TEXT = 51;

export interface ChannelMessage {
  readonly bytes: Uint8Array;
  readonly isText: boolean;
}

/**
 * A page's data channel that ends in this process, and the channel back to that page. Both go over the direct transport that
 * a router has for taps. When either end closes, so does the other.
 */
export class ServerChannel {
  readonly hub: LocalHub;
  /** What the page receives of this server. */
  readonly answers: DataProducer;
  readonly #sent: StageDataProducer;
  readonly #consumer: DataConsumer;

  /** `home` is where the page sends to, on this node or another; `hub` is where this process takes it. */
  static async open(hub: LocalHub, sent: StageDataProducer, home: Hub): Promise<ServerChannel> {
    await hub.bringData(sent.id, home);
    const { tapTransport } = hub;
    const consumer = await tapTransport.consumeData({ dataProducerId: sent.id });
    try {
      const answers = await tapTransport.produceData({ label: sent.label });
      return new ServerChannel(hub, sent, consumer, answers);
    } catch (error) {
      consumer.close();
      throw error;
    }
  }

  private constructor(hub: LocalHub, sent: StageDataProducer, consumer: DataConsumer, answers: DataProducer) {
    this.hub = hub;
    this.answers = answers;
    this.#sent = sent;
    this.#consumer = consumer;
    for (const each of [sent, consumer, answers]) each.observer.once('close', () => this.close());
    if (sent.closed) this.close();
  }

  get isClosed(): boolean {
    return this.answers.closed;
  }

  onMessage(listener: (message: ChannelMessage) => void): void {
    this.#consumer.on('message', (bytes, protocol) => {
      if (!this.isClosed) listener({ bytes, isText: protocol === TEXT });
    });
  }

  whenClosed(listener: () => void): void {
    if (this.isClosed) listener();
    else this.answers.observer.once('close', listener);
  }

  send(text: string): void {
    if (!this.isClosed) this.answers.send(text);
  }

  /** May be called twice. */
  close(): void {
    for (const each of [this.#consumer, this.answers, this.#sent]) if (!each.closed) each.close();
  }
}
