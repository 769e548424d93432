import type { FrameChannel } from '#kernel';
import type { FromWriter } from './messages.js';
import type { ReplicaSnapshot } from './ports.js';
import type { LogPosition } from './position.js';

export interface ReceivedSnapshot {
  snapshot: ReplicaSnapshot;
  position: LogPosition | undefined;
}

export function sendSnapshot(
  channel: FrameChannel,
  { state, bytes }: ReplicaSnapshot,
  position: LogPosition | undefined,
): void {
  channel.send({ kind: 'snapshot', position, state });
  for (const [name, each] of bytes) channel.send({ kind: 'bytes', name }, each);
  channel.send({ kind: 'snapshot-end' });
}

/** Takes the messages of a snapshot as they come, in order. */
export class SnapshotReceiver {
  #state: unknown;
  #position: LogPosition | undefined;
  #bytes: Map<string, Buffer> | undefined;

  /** The whole snapshot with its last message. Throws where the order is wrong. */
  take(
    message: Extract<FromWriter, { kind: 'snapshot' | 'bytes' | 'snapshot-end' }>,
    bytes: Buffer,
  ): ReceivedSnapshot | undefined {
    if (message.kind === 'snapshot') {
      this.#state = message.state;
      this.#position = message.position;
      this.#bytes = new Map();
      return undefined;
    }
    if (!this.#bytes) throw new Error(`${message.kind} without a snapshot before it`);
    if (message.kind === 'bytes') {
      this.#bytes.set(message.name, bytes);
      return undefined;
    }
    const received = { snapshot: { state: this.#state, bytes: this.#bytes }, position: this.#position };
    this.#bytes = undefined;
    return received;
  }
}
