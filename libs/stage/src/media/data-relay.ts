import type { Hub } from './hub.js';
import { joinEnds } from './join-ends.js';
import type { DataMessage, DataSink, DataSource } from './media-objects.js';

/** Of a page that sends at once while the other node answers. */
const EARLY_LIMIT_BYTES = 1 << 20;

/**
 * A data channel between routers of two nodes. Its messages go through the servers, over their connection, which is
 * encrypted; a pipe encrypts media alone.
 */
export async function relayData(dataProducerId: string, from: Hub, to: Hub): Promise<DataSink> {
  const passage = new Passage();
  const source = await from.takeData(dataProducerId, (message) => passage.take(message));
  try {
    const { label, protocol } = source;
    const sink = await to.giveData({ id: dataProducerId, label, protocol });
    joinEnds(source, sink);
    passage.open(source, sink);
    return sink;
  } catch (error) {
    source.close();
    throw error;
  }
}

/** Messages in the order in which they came, also those from before there was where to send them. */
class Passage {
  #early: DataMessage[] = [];
  #earlyBytes = 0;
  #sink: DataSink | undefined;

  take(message: DataMessage): void {
    if (this.#sink !== undefined) this.#sink.send(message);
    else this.#keep(message);
  }

  /** A channel of which something is missing is of no use. */
  open(source: DataSource, sink: DataSink): void {
    this.#sink = sink;
    for (const message of this.#early) sink.send(message);
    this.#early = [];
    if (this.#earlyBytes > EARLY_LIMIT_BYTES) source.close();
  }

  #keep(message: DataMessage): void {
    this.#earlyBytes += message.bytes.length;
    if (this.#earlyBytes <= EARLY_LIMIT_BYTES) this.#early.push(message);
  }
}
