import { ALIVE, Child, type Clock, type ExitReport, type Log, NOTICES_HANG, TypedEvents } from '#kernel';
import { Backoff } from './backoff.js';
import { LivenessWatch } from './liveness-watch.js';

/** What is started: always this Node, with a file of ours. */
export interface ProcessPlan {
  /** `server`, `front`, `programme show_…`: for the log. */
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
  /** A process that said it is alive, and then nothing for so long, is killed and started again; without it, never. */
  silentMs?: number;
}

export interface KeptProcessOptions {
  plan: ProcessPlan;
  /** Gives up after so many in a row that ended young; without it, never. */
  givesUpAfter?: number;
  clock: Clock;
  log: Log;
}

export interface KeptProcessEvents {
  /** Each start, the first one too: tell it what it must know. */
  started: { pid: number; isRestart: boolean };
  message: unknown;
  died: { pid: number; reason: string };
  /** It ended by itself with success: nothing is started again. */
  finished: undefined;
  'gave-up': { reason: string };
}

/** One process that is started again whenever it ends other than by success or on our wish. */
export class KeptProcess {
  readonly events = new TypedEvents<KeptProcessEvents>();
  readonly #options: KeptProcessOptions;
  readonly #backoff = new Backoff();
  #child: Child | undefined;
  #liveness: LivenessWatch | undefined;
  #cancelStart: () => void = () => undefined;
  #isClosed = false;
  #starts = 0;

  constructor(options: KeptProcessOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.plan.name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { plan, clock, log } = this.#options;
    if (this.#isClosed) return;
    const { name, command, args, env, graceMs } = plan;
    const child = new Child({ name, command, args, env, graceMs, clock, isOurs: true });
    const startedMs = clock.monotonicMs();
    this.#child = child;
    const liveness = this.#watchOver(child);
    child.onMessage((message) => {
      if (isAlive(message)) liveness?.heard();
      else this.events.emit('message', message);
    });
    void child.exited.then((report) => this.#ended(report, child.pid ?? 0, clock.monotonicMs() - startedMs));
    this.#starts += 1;
    const isRestart = this.#starts > 1;
    log.info('supervisor.start | started', { process: name, childPid: child.pid, isRestart });
    if (child.pid !== undefined) this.events.emit('started', { pid: child.pid, isRestart });
  }

  send(message: object): void {
    this.#child?.send(message as never);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.signal(signal);
  }

  /** Resolves when the process is gone. Nothing is started any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelStart();
    // A process that ends may take its time; the grace bounds it.
    this.#liveness?.close();
    await this.#child?.stop();
  }

  #watchOver(child: Child): LivenessWatch | undefined {
    const { plan, clock, log } = this.#options;
    const { name, silentMs } = plan;
    if (silentMs === undefined) return undefined;
    this.#liveness = new LivenessWatch({
      everyMs: NOTICES_HANG.everyMs,
      silentMs,
      clock,
      onSilent: () => {
        log.error('supervisor.watch | hung, is killed', { process: name, childPid: child.pid, silentMs });
        child.signal('SIGKILL');
      },
    });
    return this.#liveness;
  }

  #ended({ kind, code, signal }: ExitReport, pid: number, livedMs: number): void {
    this.#child = undefined;
    this.#liveness?.close();
    if (this.#isClosed) return;
    const { plan, givesUpAfter, clock, log } = this.#options;
    if (kind === 'finished') {
      this.#isClosed = true;
      log.info('supervisor.end | finished', { process: plan.name, childPid: pid });
      this.events.emit('finished', undefined);
      return;
    }
    const reason = signal ?? `exit code ${code}`;
    log.error('supervisor.end | died', {
      process: plan.name,
      childPid: pid,
      reason,
      livedMs: Math.round(livedMs),
    });
    this.events.emit('died', { pid, reason });
    const waitMs = this.#backoff.next(livedMs);
    if (givesUpAfter !== undefined && this.#backoff.failures > givesUpAfter) {
      this.#isClosed = true;
      log.error('supervisor.end | given up', { process: plan.name, reason });
      this.events.emit('gave-up', { reason });
      return;
    }
    this.#cancelStart = clock.after(waitMs, () => this.start());
  }
}

const isAlive = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === ALIVE.kind;
