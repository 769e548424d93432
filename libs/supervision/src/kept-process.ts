import {
  ALIVE,
  type Child,
  type Clock,
  type ExitReport,
  LivenessWatch,
  type Log,
  NOTICES_HANG,
  readProcessState,
  TypedEvents,
} from '#kernel';
import { Backoff } from './backoff.js';
import { OPENED, PREPARED } from './messages.js';
import type { ProcessPlan } from './process-plan.js';
import type { SpareProcess } from './spare-process.js';
import { startChild } from './start-child.js';

/** On a machine without time a start takes many times as long: only one that has stopped says nothing for so long. */
const STARTING_SILENT_MS = 20_000;

export interface KeptProcessOptions {
  plan: ProcessPlan;
  /** Where the next process comes from, if one waits there. */
  spare?: SpareProcess | undefined;
  /** Its first start goes on with what another process did before. */
  resumes?: boolean;
  /** Gives up after so many in a row that ended young; without it, never. */
  givesUpAfter?: number;
  clock: Clock;
  log: Log;
}

export interface KeptProcessEvents {
  /** Each start, the first one too: tell it what it must know. */
  started: { pid: number; isRestart: boolean };
  message: unknown;
  /** `isHung`: killed here for its silence, so it may do better the next time. */
  died: { pid: number; reason: string; isHung: boolean };
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
  #isHung = false;
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
    const { plan, spare, resumes = false, clock, log } = this.#options;
    if (this.#isClosed) return;
    const waiting = resumes || this.#starts > 0 ? spare?.take() : undefined;
    const child = waiting ?? startChild(plan, clock);
    const startedMs = clock.monotonicMs();
    this.#child = child;
    const liveness = this.#watchOver(child);
    // It has spoken before: its start is watched from now on.
    if (waiting !== undefined) liveness.heard();
    child.onMessage((message) => {
      if (isOfKind(message, ALIVE.kind)) liveness.heard();
      else if (isOfKind(message, OPENED.kind)) liveness.opened();
      else if (!isOfKind(message, PREPARED.kind)) this.events.emit('message', message);
    });
    void child.exited.then((report) => this.#ended(report, child.pid ?? 0, clock.monotonicMs() - startedMs));
    this.#starts += 1;
    const isRestart = this.#starts > 1;
    const isSpare = waiting !== undefined;
    log.info('supervisor.start | started', { process: plan.name, childPid: child.pid, isRestart, isSpare });
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

  #watchOver(child: Child): LivenessWatch {
    const { plan, clock, log } = this.#options;
    const { name, silentMs } = plan;
    this.#isHung = false;
    const liveness = new LivenessWatch({
      everyMs: NOTICES_HANG.everyMs,
      startingMs: Math.max(STARTING_SILENT_MS, silentMs),
      silentMs,
      clock,
      readState: () => readProcessState(child.pid),
      onSilent: () => {
        this.#isHung = true;
        log.error('supervisor.watch | hung, is killed', { process: name, childPid: child.pid });
        child.signal('SIGKILL');
      },
    });
    this.#liveness = liveness;
    return liveness;
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
    this.events.emit('died', { pid, reason, isHung: this.#isHung });
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

const isOfKind = (message: unknown, kind: string): boolean =>
  typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === kind;
