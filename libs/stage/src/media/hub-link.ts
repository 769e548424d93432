import type { Hub } from './hub.js';
import { joinEnds } from './join-ends.js';
import type { PipeEnd, StageConsumer, StageProducer } from './media-objects.js';
import { unlessClosed } from './while-open.js';

/** A pipe from one router to another of which at least one is at another node. */
export class HubLink {
  readonly #near: PipeEnd;
  readonly #far: PipeEnd;

  static async open(from: Hub, to: Hub): Promise<HubLink> {
    const opened = await Promise.allSettled([from.openPipe(), to.openPipe()]);
    const [near, far] = opened.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
    try {
      if (near === undefined || far === undefined)
        throw opened.find((each) => each.status === 'rejected')?.reason ?? new Error('no pipe');
      await Promise.all([near.connect(far.address), far.connect(near.address)]);
      return new HubLink(near, far);
    } catch (error) {
      near?.close();
      far?.close();
      throw error;
    }
  }

  private constructor(near: PipeEnd, far: PipeEnd) {
    this.#near = near;
    this.#far = far;
    // A pipe notices no death: the end that is left would wait for packets for ever.
    near.observer.once('close', () => far.close());
    far.observer.once('close', () => near.close());
  }

  get isClosed(): boolean {
    return this.#near.closed || this.#far.closed;
  }

  whenClosed(listener: () => void): void {
    this.#near.observer.once('close', listener);
  }

  /** The producer under its own id at the far end. Resolves with it when it has the state that it has at the near one. */
  async bring(producerId: string): Promise<StageProducer> {
    const consumer = await this.#near.consume(producerId);
    try {
      const { kind, rtpParameters, producerPaused } = consumer;
      const producer = await this.#far.produce({
        id: producerId,
        kind,
        rtpParameters,
        paused: producerPaused,
      });
      joinEnds(consumer, producer);
      await keepInStep(consumer, producer);
      return producer;
    } catch (error) {
      consumer.close();
      throw error;
    }
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }
}

/** A paused producer takes silence for what it is, and tells its listeners; the last state wins. */
async function keepInStep(consumer: StageConsumer, producer: StageProducer): Promise<void> {
  let applying = Promise.resolve();
  const follow = () => {
    applying = applying.then(async () => {
      const isPaused = consumer.producerPaused;
      if (consumer.closed || producer.closed || producer.paused === isPaused) return;
      await unlessClosed(producer, isPaused ? producer.pause() : producer.resume());
    });
    applying.catch(() => undefined);
  };
  consumer.on('producerpause', follow);
  consumer.on('producerresume', follow);
  // It may have changed between the making of the two.
  follow();
  await applying;
}
