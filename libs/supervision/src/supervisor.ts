import { type Clock, type Log, TypedEvents } from '#kernel';
import { KeptProcess, type ProcessPlan } from './kept-process.js';
import { KeptProgrammes } from './kept-programmes.js';
import { type FromSupervisor, type ToSupervisor, toSupervisorSchema } from './messages.js';

export interface SupervisorOptions {
  plans: {
    server: ProcessPlan;
    front?: ProcessPlan;
    programme(showId: string): ProcessPlan;
  };
  clock: Clock;
  log: Log;
}

export interface SupervisorEvents {
  /** The server is there, again after each of its starts. */
  ready: { welcome: readonly string[] };
  /** The server cannot start: it said why and ended with this code before it was ever ready. */
  refused: { code: string };
}

/** Starts the processes of one installation, starts again what dies, and ends them in order. */
export class Supervisor {
  readonly events = new TypedEvents<SupervisorEvents>();
  readonly #log: Log;
  readonly #server: KeptProcess;
  readonly #front: KeptProcess | undefined;
  readonly #programmes: KeptProgrammes;
  #wasReady = false;
  #closing: Promise<void> | undefined;

  constructor({ plans, clock, log }: SupervisorOptions) {
    this.#log = log;
    this.#programmes = new KeptProgrammes({ planOf: plans.programme, clock, log });
    this.#server = new KeptProcess({ plan: plans.server, clock, log });
    this.#front = plans.front && new KeptProcess({ plan: plans.front, clock, log });
    for (const each of this.#listeners) each.events.on('started', () => this.#greet(each));
    this.#programmes.events.on('told', (told) => {
      for (const each of this.#listeners) each.send(told);
    });
    this.#server.events.on('message', (message) => this.#hear(message));
    this.#server.events.on('died', ({ reason }) => {
      // A server that cannot start at all has printed why: trying for ever would bury the message.
      if (!this.#wasReady) this.events.emit('refused', { code: reason });
    });
  }

  start(): void {
    this.#front?.start();
    this.#server.start();
  }

  /** The server suspends its shows first; programmes then write their last fragments; the front hands them out. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  get #listeners(): KeptProcess[] {
    return this.#front === undefined ? [this.#server] : [this.#server, this.#front];
  }

  async #close(): Promise<void> {
    await this.#server.close();
    await this.#programmes.close();
    await this.#front?.close();
    this.events.clear();
  }

  #greet(kept: KeptProcess): void {
    const greeting: FromSupervisor = { kind: 'programmes', showIds: this.#programmes.showIds };
    kept.send(greeting);
  }

  #hear(message: unknown): void {
    const parsed = toSupervisorSchema.safeParse(message);
    if (!parsed.success) this.#log.error('supervisor.hear | not understood', { error: parsed.error });
    else if (this.#closing === undefined) this.#obey(parsed.data);
  }

  #obey(message: ToSupervisor): void {
    if (message.kind === 'start-programme') this.#programmes.start(message.order);
    else if (message.kind === 'kill-programme') void this.#programmes.kill(message.showId);
    else {
      this.#wasReady = true;
      this.events.emit('ready', { welcome: message.welcome });
    }
  }
}
