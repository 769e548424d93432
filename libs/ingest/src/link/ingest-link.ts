import {
  type Clock,
  connectChannel,
  type FrameChannel,
  type Log,
  newId,
  type RandomBytes,
  systemRandom,
} from '#kernel';
import type { RelayTarget } from '../feed/rtp-relay.js';
import type { NodePlace, PlainTarget } from '../input-facts.js';
import { type ConnectNode, NodeLink } from '../nodes/node-link.js';
import { claimPauseMs } from './claim-pause.js';
import { INGEST_HEARTBEAT } from './ingest-heartbeat.js';
import { type FromIngest, type ToIngest, toIngestSchema } from './messages.js';

export type LinkedTarget = PlainTarget & RelayTarget;

/** An encoder that is connected, as the link sees it. */
export interface LinkedEncoder {
  granted(): void;
  refused(reason: string): void;
  target(target: LinkedTarget): void;
  /** From the stage of another node, of packets that were carried there. */
  rtcp(packet: Buffer): void;
  /** Its place is gone for a while: what it sends is kept for the next one. */
  lost(): void;
  cut(why: string): void;
}

export interface IngestLinkOptions {
  /** The server's socket for this process. */
  path: string;
  clock: Clock;
  log: Log;
  /** Passphrases of SRT follow from keys by it. Told at each connection to the server. */
  srtSecret: (secret: string) => void;
  /** To other nodes; a node that is alone has none. */
  connectNode?: ConnectNode | undefined;
  random?: RandomBytes;
}

const TRY_EVERY_MS = 200;
/** A show that moves needs a turn or two. */
const DISAGREE_AFTER_TURNS = 4;

interface Claim {
  by: 'rtmp' | 'srt';
  key: string;
  encoder: LinkedEncoder;
  /** To the node that runs the show, where it is another one. */
  node?: NodeLink | undefined;
  /** Nodes that sent it on in a row, none of which had a place. */
  turns: number;
}

/** This process's side of the connection to the server. A server that is started again hears of every sender again. */
export class IngestLink {
  readonly #options: IngestLinkOptions;
  readonly #claims = new Map<string, Claim>();
  readonly #abort = new AbortController();
  #channel: FrameChannel | undefined;
  #ports = { rtmp: 0, rtmps: 0, srt: 0 };

  constructor(options: IngestLinkOptions) {
    this.#options = options;
    void this.#keepConnected();
  }

  get isConnected(): boolean {
    return this.#channel !== undefined;
  }

  setPorts(ports: { rtmp: number; rtmps: number; srt: number }): void {
    this.#ports = ports;
    this.#say({ kind: 'listening', ...ports });
  }

  /** Answered by `granted` or `refused`, now or when the server is there again. */
  claim(by: 'rtmp' | 'srt', key: string, encoder: LinkedEncoder): string {
    const sessionId = newId(by);
    this.#claims.set(sessionId, { by, key, encoder, turns: 0 });
    this.#claimHere(sessionId);
    return sessionId;
  }

  wants(sessionId: string, kinds: { video: boolean; audio: boolean }): void {
    this.#sayOf({ kind: 'wants', sessionId, ...kinds });
  }

  note(sessionId: string, notes: readonly string[]): void {
    this.#sayOf({ kind: 'note', sessionId, notes: [...notes] });
  }

  gone(sessionId: string): void {
    if (!this.#claims.has(sessionId)) return;
    this.#sayOf({ kind: 'gone', sessionId });
    this.#forget(sessionId);
  }

  close(): void {
    this.#abort.abort(new Error('closed'));
    this.#channel?.close();
    this.#channel = undefined;
    for (const { node } of this.#claims.values()) node?.close();
  }

  async #keepConnected(): Promise<void> {
    const { path, clock } = this.#options;
    const { signal } = this.#abort;
    const options = { clock, signal, heartbeat: INGEST_HEARTBEAT };
    while (!signal.aborted) {
      const channel = await connectChannel(path, options).catch(() => undefined);
      if (channel !== undefined) await this.#serve(channel);
      await clock.sleep(TRY_EVERY_MS, signal).catch(() => undefined);
    }
  }

  #serve(channel: FrameChannel): Promise<void> {
    return new Promise((resolve) => {
      this.#channel = channel;
      channel.events.on('frame', ({ message }) => this.#hear(message));
      channel.events.on('closed', () => {
        this.#channel = undefined;
        for (const { encoder, node } of this.#claims.values()) if (node === undefined) encoder.lost();
        resolve();
      });
      this.#say({ kind: 'listening', ...this.#ports });
      for (const [sessionId, { node }] of this.#claims) if (node === undefined) this.#claimHere(sessionId);
    });
  }

  #hear(message: unknown): void {
    const said = toIngestSchema.safeParse(message);
    if (!said.success) {
      this.#options.log.error('ingest.link | what the server says cannot be read', { error: said.error });
      this.#channel?.close();
      return;
    }
    if (said.data.kind === 'srt') this.#options.srtSecret(said.data.secret);
    else this.#tell(said.data);
  }

  #tell(said: Exclude<ToIngest, { kind: 'srt' }>): void {
    const claim = this.#claims.get(said.sessionId);
    if (claim === undefined) return;
    const { encoder, node } = claim;
    if (said.kind === 'granted') {
      claim.turns = 0;
      encoder.granted();
    } else if (said.kind === 'target')
      encoder.target(
        node === undefined ? said : { ...said, carry: (packet) => node.sendPacket(said.port, packet) },
      );
    else if (said.kind === 'elsewhere') this.#claimThere(said.sessionId, claim, said);
    else if (said.kind === 'lost') {
      encoder.lost();
      this.#claimHere(said.sessionId);
    } else {
      this.#forget(said.sessionId);
      if (said.kind === 'refused') encoder.refused(said.reason);
      else encoder.cut(said.why);
    }
  }

  #claimHere(sessionId: string): void {
    const claim = this.#claims.get(sessionId);
    if (claim !== undefined) this.#say({ kind: 'claim', sessionId, by: claim.by, key: claim.key });
  }

  #claimThere(sessionId: string, claim: Claim, place: NodePlace): void {
    const { connectNode: connect, clock, log } = this.#options;
    if (connect === undefined || claim.node !== undefined) return;
    const { by, key } = claim;
    claim.node = new NodeLink({
      place: { host: place.host, port: place.port },
      connect,
      claim: { kind: 'claim', sessionId, by, key },
      hear: (said) => this.#tell(said),
      packet: (packet) => claim.encoder.rtcp(packet),
      lost: () => {
        claim.node = undefined;
        claim.encoder.lost();
        this.#claimLater(sessionId, claim, place);
      },
      clock,
      log,
    });
  }

  #claimLater(sessionId: string, claim: Claim, { host }: NodePlace): void {
    const { clock, log, random = systemRandom } = this.#options;
    claim.turns += 1;
    if (claim.turns === DISAGREE_AFTER_TURNS)
      log.warn('ingest.link | nodes disagree about who runs the show of an encoder', {
        ...{ sessionId, host, turns: claim.turns },
        help: 'Each names another one. Check that all nodes reach the same database and each other.',
      });
    clock.after(claimPauseMs(claim.turns, random), () => {
      if (this.#claims.get(sessionId)?.node === undefined) this.#claimHere(sessionId);
    });
  }

  #forget(sessionId: string): void {
    this.#claims.get(sessionId)?.node?.close();
    this.#claims.delete(sessionId);
  }

  /** To the server that has the encoder's place. */
  #sayOf(message: Exclude<FromIngest, { kind: 'listening' }>): void {
    const node = this.#claims.get(message.sessionId)?.node;
    if (node === undefined) this.#say(message);
    else node.send(message);
  }

  #say(message: FromIngest): void {
    this.#channel?.send(message);
  }
}
