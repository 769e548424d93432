import { type Clock, type Log, TypedEvents } from '#kernel';
import { KeptProcess } from './kept-process.js';
import type { FromSupervisor, ProgrammeOrder } from './messages.js';
import type { ProcessPlan } from './process-plan.js';
import type { SpareProcess } from './spare-process.js';

export interface KeptProgrammesOptions {
  planOf(showId: string): ProcessPlan;
  /** Takes the place of one that dies. */
  spare?: SpareProcess;
  clock: Clock;
  log: Log;
}

/** Ends in a row, each within ten seconds of its start: together about half a minute. */
const GIVES_UP_AFTER = 10;

/** The programmes of the shows on air, one process each. The order of a restarted one says that it resumes. */
export class KeptProgrammes {
  readonly events = new TypedEvents<{ told: FromSupervisor }>();
  readonly #options: KeptProgrammesOptions;
  readonly #running = new Map<string, KeptProcess>();
  #newestOrder: ProgrammeOrder | undefined;
  readonly #orders = new Map<string, ProgrammeOrder>();

  constructor(options: KeptProgrammesOptions) {
    this.#options = options;
  }

  get showIds(): string[] {
    return [...this.#running.keys()];
  }

  /** Of the programme that was started last: programmes of one installation are much alike. */
  get newestOrder(): ProgrammeOrder | undefined {
    return this.#newestOrder;
  }

  /** One that runs already is adopted as it is; started again, it gets the newest order. */
  start(order: ProgrammeOrder): void {
    const { showId } = order;
    this.#orders.set(showId, order);
    if (this.#running.has(showId)) return;
    const { planOf, spare, clock, log } = this.#options;
    const plan = planOf(showId);
    const { resumes } = order;
    const kept = new KeptProcess({ plan, spare, resumes, givesUpAfter: GIVES_UP_AFTER, clock, log });
    this.#running.set(showId, kept);
    this.#newestOrder = order;
    kept.events.on('started', ({ pid, isRestart }) => {
      const newest = this.#orders.get(showId) ?? order;
      kept.send({ ...newest, resumes: newest.resumes || isRestart });
      this.#tell({ kind: 'programme-started', showId, pid });
    });
    kept.events.on('died', ({ pid, reason }) => this.#tell({ kind: 'programme-died', showId, pid, reason }));
    kept.events.on('finished', () => this.#forget({ kind: 'programme-ended', showId }));
    kept.events.on('gave-up', ({ reason }) => this.#forget({ kind: 'programme-gave-up', showId, reason }));
    kept.start();
  }

  /** Ends it for good, whether it answers or not. */
  async kill(showId: string): Promise<void> {
    const kept = this.#running.get(showId);
    if (kept === undefined) return;
    await kept.close();
    if (this.#running.get(showId) === kept) this.#forget({ kind: 'programme-ended', showId });
  }

  /** Resolves when all are gone. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((kept) => kept.close()));
    this.#running.clear();
    this.events.clear();
  }

  #forget(told: Extract<FromSupervisor, { showId: string }>): void {
    this.#running.delete(told.showId);
    this.#orders.delete(told.showId);
    this.#tell(told);
  }

  #tell(told: FromSupervisor): void {
    this.events.emit('told', told);
  }
}
