import { type Clock, type Log, TypedEvents } from '#kernel';
import { KeptProcess } from './kept-process.js';
import { KeptProgrammes } from './kept-programmes.js';
import {
  BEGIN,
  type FromSupervisor,
  type PeerAddress,
  type PeerLiveness,
  type ToSupervisor,
  toSupervisorSchema,
} from './messages.js';
import type { ProcessPlan } from './process-plan.js';
import { SpareProcess } from './spare-process.js';

/** The other nodes of a cluster: this process lives as long as the node does, so it watches over them. */
export interface NodePeers {
  readonly ownId: string;
  readonly events: Pick<TypedEvents<{ state: { id: string; state: PeerLiveness } }>, 'on'>;
  setPeers(peers: readonly PeerAddress[]): void;
  readonly states: ReadonlyMap<string, PeerLiveness>;
}

export interface SupervisorOptions {
  plans: {
    server: ProcessPlan;
    front: ProcessPlan;
    /** Recordings and restreams, once the server has any or a show: no show waits for it. */
    outputs: ProcessPlan;
    /** Takes encoders by RTMP and SRT, once the server has an input; nothing where all of its ports are switched off. */
    ingest?: ProcessPlan | undefined;
    programme(showId: string): ProcessPlan;
    /** A programme that waits for the show of one that dies. */
    spareProgramme: ProcessPlan;
  };
  peers?: NodePeers | undefined;
  clock: Clock;
  log: Log;
}

export interface SupervisorEvents {
  /** Server and front were there for the first time. */
  ready: { port: number; ownerLink: string | null };
  /** One of them cannot start: it has printed why and ended before it was ever ready. */
  refused: { process: string; reason: string };
}

/** A server that has just started has people to bring back; the spare one is started after that. */
const SPARE_SERVER_AFTER_MS = 10_000;
/** A programme that has just started has a spare encoder to start and decoders for everybody on stage. */
const SPARE_PROGRAMME_AFTER_MS = 4_000;

/** Starts the processes of one installation, starts again what dies, and ends them in order. */
export class Supervisor {
  readonly events = new TypedEvents<SupervisorEvents>();
  readonly #log: Log;
  readonly #server: KeptProcess;
  /** Only while a show is on air: their memory is given back after that. */
  readonly #spareServer: SpareProcess;
  readonly #spareProgramme: SpareProcess;
  readonly #front: KeptProcess;
  readonly #outputs: KeptProcess;
  readonly #ingest: KeptProcess | undefined;
  readonly #programmes: KeptProgrammes;
  readonly #peers: NodePeers | undefined;
  #wasReady = false;
  #isServerReady = false;
  /** Started once the server has something for them to do. */
  readonly #wanted = new Set<KeptProcess>();
  #ready: { port?: number; ownerLink?: string | null } = {};
  #closing: Promise<void> | undefined;

  constructor({ plans, peers, clock, log }: SupervisorOptions) {
    this.#log = log;
    this.#peers = peers;
    this.#spareProgramme = new SpareProcess({
      plan: plans.spareProgramme,
      waitMs: SPARE_PROGRAMME_AFTER_MS,
      expects: () => this.#programmes.newestOrder,
      clock,
      log,
    });
    this.#programmes = new KeptProgrammes({
      planOf: plans.programme,
      spare: this.#spareProgramme,
      clock,
      log,
    });
    this.#spareServer = new SpareProcess({ plan: plans.server, waitMs: SPARE_SERVER_AFTER_MS, clock, log });
    this.#server = new KeptProcess({ plan: plans.server, spare: this.#spareServer, clock, log });
    this.#front = new KeptProcess({ plan: plans.front, clock, log });
    this.#outputs = new KeptProcess({ plan: plans.outputs, clock, log });
    this.#ingest = plans.ingest && new KeptProcess({ plan: plans.ingest, clock, log });
    for (const each of [this.#server, this.#front]) this.#watch(each);
    for (const each of [this.#outputs, this.#ingest]) each?.events.on('started', () => each.send(BEGIN));
    this.#programmes.events.on('told', (told) => {
      this.#server.send(told);
      this.#keepSpares();
    });
    peers?.events.on('state', (told) => this.#server.send({ kind: 'peer-state', ...told }));
  }

  start(): void {
    this.#front.start();
    this.#server.start();
  }

  /**
   * The server suspends its shows first; programmes then write their last fragments; outputs keep them and the front
   * hands them out.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#dropSpares();
    await Promise.all([this.#ingest?.close(), this.#server.close()]);
    await this.#programmes.close();
    await Promise.all([this.#outputs.close(), this.#front.close()]);
    this.events.clear();
  }

  #watch(kept: KeptProcess): void {
    kept.events.on('message', (message) => this.#hear(message));
    kept.events.on('died', ({ reason, isHung }) => {
      if (this.#wasReady) return;
      // A process that cannot start at all has printed why: trying for ever would bury the message.
      if (!isHung) this.events.emit('refused', { process: kept.name, reason });
      // The next front may get another port.
      else if (kept === this.#front) delete this.#ready.port;
    });
    kept.events.on('started', () => kept.send(kept === this.#server ? this.#greeting() : BEGIN));
  }

  #greeting(): FromSupervisor {
    this.#isServerReady = false;
    const peers = this.#peers;
    const node = peers && {
      id: peers.ownId,
      peers: [...peers.states].map(([id, state]) => ({ id, state })),
    };
    return { kind: 'programmes', showIds: this.#programmes.showIds, ...(node === undefined ? {} : { node }) };
  }

  #keepSpares(): void {
    if (this.#closing !== undefined) return;
    if (this.#programmes.showIds.length === 0) {
      void this.#dropSpares();
      return;
    }
    this.#spareProgramme.want();
    if (this.#isServerReady) this.#spareServer.want();
  }

  async #dropSpares(): Promise<void> {
    await Promise.all([this.#spareServer.drop(), this.#spareProgramme.drop()]);
  }

  #hear(message: unknown): void {
    const parsed = toSupervisorSchema.safeParse(message);
    if (!parsed.success) this.#log.error('supervisor.hear | not understood', { error: parsed.error });
    else if (this.#closing === undefined) this.#obey(parsed.data);
  }

  #obey(message: ToSupervisor): void {
    if (message.kind === 'start-programme') this.#programmes.start(message.order);
    else if (message.kind === 'kill-programme') void this.#programmes.kill(message.showId);
    else if (message.kind === 'listening') this.#readyWith({ port: message.port });
    else if (message.kind === 'start-outputs') this.#startOnce(this.#outputs);
    else if (message.kind === 'take-encoders') this.#startOnce(this.#ingest);
    else if (message.kind === 'peers') this.#peers?.setPeers(message.peers);
    else {
      this.#isServerReady = true;
      this.#keepSpares();
      this.#readyWith({ ownerLink: message.ownerLink });
    }
  }

  /** Each server says it again; a process without anything to do would be memory for nothing. */
  #startOnce(kept: KeptProcess | undefined): void {
    if (kept === undefined || this.#wanted.has(kept)) return;
    this.#wanted.add(kept);
    if (this.#wasReady) kept.start();
  }

  #readyWith(part: { port?: number; ownerLink?: string | null }): void {
    this.#ready = { ...this.#ready, ...part };
    const { port, ownerLink } = this.#ready;
    if (this.#wasReady || port === undefined || ownerLink === undefined) return;
    this.#wasReady = true;
    for (const kept of this.#wanted) kept.start();
    this.events.emit('ready', { port, ownerLink });
  }
}
