import { z } from 'zod';
import { type Clock, FrameChannel, type HeartbeatOptions, type Log, ShowError, TypedEvents } from '#kernel';
import { connectSecurely, listenSecurely, type SecureListener } from './secure-socket.js';

export interface Peer {
  id: string;
  host: string;
  port: number;
}

export interface PeerWatchOptions {
  /** This start of this node. */
  ownId: string;
  listen: { host: string; port: number };
  secret: string;
  clock: Clock;
  log: Log;
  /** Other than this version's, for tests. */
  protocol?: number;
}

/**
 * `alive`: answers. `gone`: its processes have ended, as its machine itself says. `silent`: nothing is heard of it; it
 * may be hung, or only this way to it is cut.
 */
export type PeerState = 'alive' | 'gone' | 'silent';

/**
 * A node without a processor for a second is heard again before it counts as silent: with a row in the store that
 * happens to be half a second old it would lose its shows. A node that hangs is not found later: its row takes as long.
 */
const HEARTBEAT: HeartbeatOptions = { everyMs: 100, silentMs: 1_400 };
/** A connection that ends says little; the next attempt does: a machine that lives refuses it for a process that does not. */
const RETRY_MS = 50;
const helloSchema = z.strictObject({ kind: z.literal('node'), id: z.string().min(1).max(64) });

/** Holds a connection to each other node, and so knows at once when one dies. */
export class PeerWatch {
  readonly events = new TypedEvents<{ state: { id: string; state: PeerState } }>();
  readonly #options: PeerWatchOptions;
  readonly #peers = new Map<string, { peer: Peer; abort: AbortController; state: PeerState | undefined }>();
  /** Those of another protocol, each said once. */
  readonly #strange = new Set<string>();
  #listener: SecureListener | undefined;

  private constructor(options: PeerWatchOptions) {
    this.#options = options;
  }

  static async open(options: PeerWatchOptions): Promise<PeerWatch> {
    const watch = new PeerWatch(options);
    const { listen, secret, clock, ownId, protocol } = options;
    watch.#listener = await listenSecurely({ ...listen, secret, ...ofProtocol(protocol) }, (socket) => {
      const channel = new FrameChannel(socket, { clock, heartbeat: HEARTBEAT });
      channel.send({ kind: 'node', id: ownId });
    });
    return watch;
  }

  get ownId(): string {
    return this.#options.ownId;
  }

  /** Of those that were tried. */
  get states(): ReadonlyMap<string, PeerState> {
    return new Map(
      [...this.#peers].flatMap(([id, { state }]) => (state === undefined ? [] : [[id, state] as const])),
    );
  }

  get port(): number {
    return this.#listener?.port ?? 0;
  }

  /** The other nodes, as the store knows them. Who is named no more is watched no more. */
  setPeers(peers: readonly Peer[]): void {
    const named = new Set(peers.map(({ id }) => id));
    for (const [id, { abort }] of this.#peers) {
      if (named.has(id)) continue;
      abort.abort(new Error('is no node any more'));
      this.#peers.delete(id);
      this.#strange.delete(id);
    }
    for (const peer of peers) {
      if (peer.id === this.#options.ownId || this.#peers.has(peer.id)) continue;
      const abort = new AbortController();
      this.#peers.set(peer.id, { peer, abort, state: undefined });
      void this.#watch(peer, abort.signal);
    }
  }

  async close(): Promise<void> {
    for (const { abort } of this.#peers.values()) abort.abort(new Error('closed'));
    this.#peers.clear();
    this.events.clear();
    await this.#listener?.close();
  }

  async #watch(peer: Peer, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const state = await this.#follow(peer, signal);
      if (signal.aborted) return;
      if (state !== undefined) this.#set(peer.id, state);
      await this.#options.clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }

  /** Returns when the connection is over, or there was none: with what that says about the node, if anything. */
  async #follow({ id, host, port }: Peer, signal: AbortSignal): Promise<PeerState | undefined> {
    const { secret, clock, log, protocol } = this.#options;
    let channel: FrameChannel;
    try {
      const socket = await connectSecurely({ host, port, secret, ...ofProtocol(protocol) }, signal);
      channel = new FrameChannel(socket, { clock, heartbeat: HEARTBEAT });
    } catch (error) {
      if (error instanceof ShowError) this.#noteStrange(id, error);
      return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'gone' : 'silent';
    }
    const onAbort = () => channel.close();
    signal.addEventListener('abort', onAbort, { once: true });
    const end = await new Promise<PeerState | undefined>((resolve) => {
      let isHeard = false;
      channel.events.on('frame', ({ message }) => {
        const hello = helloSchema.safeParse(message);
        if (!hello.success || hello.data.id !== id) {
          // The same address, another start of the node: the one that is looked for has ended.
          if (hello.success) resolve('gone');
          channel.close();
          return;
        }
        isHeard = true;
        this.#set(id, 'alive');
      });
      // What says nothing again and again is not tried for ever.
      channel.events.on('closed', ({ reason }) =>
        resolve(reason === 'silent' || !isHeard ? 'silent' : undefined),
      );
    });
    signal.removeEventListener('abort', onAbort);
    if (!signal.aborted) log.warn('cluster.peer | the connection to a node is over', { node: id });
    return end;
  }

  /** It lives, but nothing can be asked of it: it is silent, and its own writes to the store say that it is not gone. */
  #noteStrange(id: string, error: ShowError): void {
    if (this.#strange.has(id)) return;
    this.#strange.add(id);
    this.#options.log.error('cluster.peer | a node of another major version', { node: id, error });
  }

  #set(id: string, state: PeerState): void {
    const known = this.#peers.get(id);
    if (known === undefined || known.state === state) return;
    known.state = state;
    this.events.emit('state', { id, state });
  }
}

const ofProtocol = (protocol: number | undefined) => (protocol === undefined ? {} : { protocol });
