import type { FrameChannel } from '#kernel';
import type { RingEntry } from './entry-ring.js';
import type { OpenRun } from './open-runs.js';
import type { ReplicaSnapshot } from './ports.js';
import type { LogPosition } from './position.js';
import type { Publication, Standby } from './publication.js';
import { sendSnapshot } from './snapshot-transfer.js';
import { fromStandbySchema } from './standby-messages.js';

export interface StandbyFeedOptions {
  channel: FrameChannel;
  nodeId: string;
  publication: Publication;
  /** How long ago the show's time zero was. */
  elapsedMs(): number;
}

/** The standby as its active programme sees it: everything first, and its word on what it has. */
export class StandbyFeed implements Standby {
  readonly nodeId: string;
  readonly #options: StandbyFeedOptions;

  constructor(options: StandbyFeedOptions) {
    this.#options = options;
    this.nodeId = options.nodeId;
    const { channel, publication } = options;
    channel.events.on('frame', ({ message }) => this.#hear(message));
    channel.events.on('closed', () => publication.detach(this));
  }

  start(
    runs: readonly OpenRun[],
    snapshot: ReplicaSnapshot,
    position: LogPosition,
    held: readonly RingEntry[],
  ): void {
    const { channel } = this.#options;
    for (const { map, ...openRun } of runs) channel.send({ kind: 'open-run', openRun }, map);
    sendSnapshot(channel, snapshot, position);
    for (const entry of held) this.send(entry);
  }

  send({ seq, entry, bytes }: RingEntry): void {
    this.#options.channel.send({ kind: 'entry', seq, entry }, bytes);
  }

  /** The show is the standby's. */
  give(): void {
    this.#options.channel.send({ kind: 'yours' });
  }

  close(): void {
    this.#options.channel.close();
  }

  #hear(frame: unknown): void {
    const { channel, publication, elapsedMs } = this.#options;
    const parsed = fromStandbySchema.safeParse(frame);
    if (!parsed.success) channel.close();
    else if (parsed.data.kind === 'ask-time')
      channel.send({ kind: 'time', id: parsed.data.id, elapsedMs: elapsedMs() });
    else if (parsed.data.kind === 'in-step') publication.inStep(this);
    else if (parsed.data.kind === 'acknowledged') publication.acknowledge(this, parsed.data.seq);
  }
}
