import type { Socket } from 'node:net';
import { type Clock, FrameChannel, type Log } from '#kernel';
import type { NodePlace } from '../input-facts.js';
import { INGEST_HEARTBEAT } from '../link/ingest-heartbeat.js';
import { type FromIngest, type ToIngest, toIngestSchema } from '../link/messages.js';
import { CarriedPackets, carry } from './carried-packets.js';

/** To what stands behind another node's gate: its server, or the inlet of its process for encoders. */
export type ConnectNode = (
  place: NodePlace,
  to: 'ingest' | 'ingest-media',
  signal: AbortSignal,
) => Promise<Socket>;

export interface NodeLinkOptions {
  place: NodePlace;
  connect: ConnectNode;
  claim: Extract<FromIngest, { kind: 'claim' }>;
  /** What the other node's server says of this encoder. */
  hear: (said: Exclude<ToIngest, { kind: 'srt' | 'elsewhere' | 'lost' }>) => void;
  /** What the media worker there sends back. */
  packet: (packet: Buffer) => void;
  /** A connection ended, or the show is somewhere else by now. */
  lost: () => void;
  clock: Clock;
  log: Log;
}

/** Live media: a connection that is slower than the encoder loses packets, and memory stays bounded. */
const MOST_UNSENT_BYTES = 1 << 20;
const SAY_EVERY_MS = 1_000;

/** Connections for one encoder, from this node to the one that runs its show: for messages, and for its packets. */
export class NodeLink {
  readonly #options: NodeLinkOptions;
  readonly #abort = new AbortController();
  #channel: FrameChannel | undefined;
  #media: Socket | undefined;
  #isClosed = false;
  #dropped = 0;
  #saidMs = Number.NEGATIVE_INFINITY;

  constructor(options: NodeLinkOptions) {
    this.#options = options;
    this.#open().catch((error: unknown) => {
      const { log, place } = options;
      if (!this.#isClosed) log.info('ingest.node | cannot be reached', { ...place, error });
      this.#lose();
    });
  }

  send(message: FromIngest): void {
    this.#channel?.send(message);
  }

  /** To the media worker of this port. */
  sendPacket(port: number, packet: Buffer): void {
    const media = this.#media;
    if (media === undefined) return;
    if (media.writableLength > MOST_UNSENT_BYTES) this.#drop();
    else media.write(carry({ port, packet }));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#abort.abort(new Error('closed'));
    this.#channel?.close();
    this.#media?.destroy();
  }

  async #open(): Promise<void> {
    const { place, connect, claim, clock } = this.#options;
    const { signal } = this.#abort;
    const media = await connect(place, 'ingest-media', signal);
    if (this.#isClosed) return void media.destroy();
    this.#media = media;
    media.on('error', () => undefined);
    const packets = new CarriedPackets();
    media.on('data', (bytes: Buffer) => this.#take(packets, bytes));
    media.once('close', () => this.#lose());
    const control = await connect(place, 'ingest', signal);
    if (this.#isClosed) return void control.destroy();
    const channel = new FrameChannel(control, { clock, heartbeat: INGEST_HEARTBEAT });
    this.#channel = channel;
    channel.events.on('frame', ({ message }) => this.#hear(message));
    channel.events.on('closed', () => this.#lose());
    channel.send(claim);
  }

  #take(packets: CarriedPackets, bytes: Buffer): void {
    if (this.#isClosed) return;
    try {
      for (const { packet } of packets.push(bytes)) this.#options.packet(packet);
    } catch (error) {
      this.#options.log.warn('ingest.node | its packets cannot be read', { error });
      this.#lose();
    }
  }

  #drop(): void {
    const { clock, log, claim } = this.#options;
    this.#dropped += 1;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.#saidMs < SAY_EVERY_MS) return;
    const { sessionId } = claim;
    log.warn('ingest.node | the connection is slower than the encoder', {
      sessionId,
      dropped: this.#dropped,
    });
    this.#saidMs = nowMs;
    this.#dropped = 0;
  }

  #hear(message: unknown): void {
    const said = toIngestSchema.safeParse(message);
    if (!said.success) {
      this.#options.log.error('ingest.node | what the node says cannot be read', { error: said.error });
      this.#lose();
    } else if (said.data.kind === 'lost' || said.data.kind === 'elsewhere') this.#lose();
    else if (said.data.kind !== 'srt' && said.data.sessionId === this.#options.claim.sessionId)
      this.#options.hear(said.data);
  }

  #lose(): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.lost();
  }
}
