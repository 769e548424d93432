import type { PipeTransport } from 'mediasoup/types';
import { type Clock, type Log, TypedEvents } from '#kernel';
import { TrackTap } from '../media/track-tap.js';
import type { FromReceiver, ToReceiver } from './pipe-messages.js';
import { ReceivedTrack } from './received-track.js';
import { ReceiverWorker } from './receiver-worker.js';

export interface StageReceiverOptions {
  workerBin: string;
  /** One that was started before; another one is started where it has died. */
  worker?: ReceiverWorker | undefined;
  /** Messages to the stage arrive in the order in which they were sent, or not at all. */
  send(message: FromReceiver): void;
  clock: Clock;
  log: Log;
}

export interface StageReceiverEvents {
  /** A feed of a track, not opened yet. It tells its sink when the track ends. */
  'track-added': TrackTap;
  /** The same track, of which more feeds may be opened while it lasts. */
  'track-received': ReceivedTrack;
}

type Message<K extends ToReceiver['kind']> = Extract<ToReceiver, { kind: K }>;

interface IncomingPipe {
  pipeId: string;
  transport: PipeTransport;
  worker: ReceiverWorker;
}

/** What is known of a track while its producer is being made, and after. */
interface Incoming {
  pipeId: string;
  isPaused: boolean;
  track?: ReceivedTrack;
}

const RETRY_DELAYS_MS = [0, 100, 500, 1_000, 2_000, 5_000];

/** The programme's side of the way from the stage: a media worker of its own, in which the stage's pipes end. */
export class StageReceiver {
  readonly events = new TypedEvents<StageReceiverEvents>();
  readonly #options: StageReceiverOptions;
  readonly #pipes = new Map<string, Promise<IncomingPipe>>();
  readonly #tracks = new Map<string, Incoming>();
  readonly #closing = new AbortController();
  readonly #handlers: { [K in ToReceiver['kind']]: (message: Message<K>) => void } = {
    'pipe-opened': (message) => this.#openPipe(message),
    'pipe-closed': ({ pipeId }) => this.#closePipe(pipeId),
    'track-added': (message) => void this.#addTrack(message),
    'track-removed': ({ trackId }) => this.#removeTrack(trackId),
    'track-paused': (message) => this.#setPaused(message),
    'track-report': (message) => this.#tracks.get(message.trackId)?.track?.report(message),
  };
  #worker: Promise<ReceiverWorker>;
  /** Messages of one connection are worth nothing to the next one. */
  #generation = 0;

  static async create(options: StageReceiverOptions): Promise<StageReceiver> {
    const { worker, workerBin } = options;
    return new StageReceiver(options, worker?.isAlive ? worker : await ReceiverWorker.create(workerBin));
  }

  private constructor(options: StageReceiverOptions, worker: ReceiverWorker) {
    this.#options = options;
    this.#worker = Promise.resolve(worker);
    this.#watch(worker);
  }

  /** The media worker that is there now, or the one that replaces it. */
  mediaWorker(): Promise<ReceiverWorker> {
    return this.#worker;
  }

  /** The process of the media worker, once there is one. */
  async workerPid(): Promise<number> {
    return (await this.#worker).pid;
  }

  /** Another feed of a track. It tells its sink when the track ends. */
  tap(track: ReceivedTrack): TrackTap {
    return new TrackTap(track, track.facts, this.#options.clock);
  }

  hear(message: ToReceiver): void {
    (this.#handlers[message.kind] as (message: ToReceiver) => void)(message);
  }

  /** The stage is not connected any more: its pipes are dead, although no packet says so. */
  reset(): void {
    this.#generation += 1;
    for (const pipeId of [...this.#pipes.keys()]) this.#closePipe(pipeId);
    for (const trackId of [...this.#tracks.keys()]) this.#removeTrack(trackId);
  }

  /** Resolves when the media worker's process is gone. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.reset();
    this.#closing.abort(new Error('the receiver is closed'));
    await this.#worker.then((worker) => worker.close()).catch(() => undefined);
    this.events.clear();
  }

  #openPipe({ pipeId, ip, port }: Message<'pipe-opened'>): void {
    const generation = this.#generation;
    const opening = this.#joinPipe(pipeId, ip, port);
    this.#pipes.set(pipeId, opening);
    opening.then(
      ({ transport }) => {
        if (generation !== this.#generation) return transport.close();
        const { localAddress, localPort } = transport.tuple;
        this.#options.send({ kind: 'pipe-joined', pipeId, ip: localAddress, port: localPort });
      },
      (error: Error) => {
        if (generation !== this.#generation || this.#closing.signal.aborted) return;
        this.#options.log.warn('stage.receiver | a pipe did not open', { pipeId, error });
        this.#lose(pipeId);
      },
    );
  }

  async #joinPipe(pipeId: string, ip: string, port: number): Promise<IncomingPipe> {
    const worker = await this.#worker;
    const transport = await worker.createPipe();
    await transport.connect({ ip, port });
    return { pipeId, transport, worker };
  }

  #closePipe(pipeId: string): void {
    const pipe = this.#pipes.get(pipeId);
    this.#pipes.delete(pipeId);
    pipe?.then(({ transport }) => transport.close()).catch(() => undefined);
    for (const [trackId, track] of this.#tracks) if (track.pipeId === pipeId) this.#removeTrack(trackId);
  }

  async #addTrack(message: Message<'track-added'>): Promise<void> {
    const { pipeId, track, isPaused } = message;
    const { trackId } = track;
    this.#removeTrack(trackId);
    const incoming: Incoming = { pipeId, isPaused };
    this.#tracks.set(trackId, incoming);
    try {
      const pipe = await this.#pipes.get(pipeId);
      if (pipe === undefined || this.#tracks.get(trackId) !== incoming) return;
      const received = await ReceivedTrack.create(pipe.worker, pipe.transport, message);
      this.#take(trackId, incoming, received);
    } catch (error) {
      // The worker may have died, or the pipe closed, on the way: both tell so themselves.
      this.#options.log.warn('stage.receiver | a track was not taken', { trackId, error });
    }
  }

  /** The track may have ended or changed while the worker made its producer. */
  #take(trackId: string, incoming: Incoming, received: ReceivedTrack): void {
    if (this.#tracks.get(trackId) !== incoming) {
      received.close();
      return;
    }
    incoming.track = received;
    received.setPaused(incoming.isPaused);
    const tap = this.tap(received);
    tap.onOpened(() => this.#options.send({ kind: 'track-ready', trackId }));
    this.events.emit('track-added', tap);
    this.events.emit('track-received', received);
  }

  #setPaused({ trackId, isPaused }: Message<'track-paused'>): void {
    const incoming = this.#tracks.get(trackId);
    if (incoming === undefined) return;
    incoming.isPaused = isPaused;
    incoming.track?.setPaused(isPaused);
  }

  #removeTrack(trackId: string): void {
    this.#tracks.get(trackId)?.track?.close();
    this.#tracks.delete(trackId);
  }

  #watch(worker: ReceiverWorker): void {
    void worker.died.then((error) => {
      if (this.#closing.signal.aborted) return;
      this.#options.log.error('stage.receiver | media worker died', { pid: worker.pid, error });
      this.#worker = this.#replace();
      this.#worker.catch(() => undefined);
      for (const pipeId of [...this.#pipes.keys()]) this.#lose(pipeId);
    });
  }

  #lose(pipeId: string): void {
    this.#closePipe(pipeId);
    this.#options.send({ kind: 'pipe-lost', pipeId });
  }

  async #replace(): Promise<ReceiverWorker> {
    const { clock, log, workerBin } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      const delayMs = RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 0;
      await clock.sleep(delayMs, this.#closing.signal);
      try {
        const worker = await ReceiverWorker.create(workerBin);
        this.#watch(worker);
        return worker;
      } catch (error) {
        log.error('stage.receiver | media worker not replaced', { attempt, error });
      }
    }
  }
}
