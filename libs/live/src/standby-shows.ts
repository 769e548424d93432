import { type Clock, type Log, TypedEvents } from '#kernel';
import { ProgrammeConnection, type ProgrammeDescription } from '#programme-link';
import type { Show } from '#show';
import type { FromSupervisor } from '#supervision';
import type { ProgrammeProcesses } from './programme-run.js';
import { toProgrammeSlate } from './to-programme.js';

export interface StandbyShowsOptions {
  processes: ProgrammeProcesses;
  /** What its programme is started with. Throws where the machine cannot carry it; what it takes is kept for it. */
  admit(show: Show): ProgrammeDescription;
  /** It stands by no more: it runs here, or does not. */
  dismiss(showId: string): void;
  clock: Clock;
  log: Log;
}

export interface Place {
  host: string;
  port: number;
}

export interface StandbyShowsEvents {
  /** The node that runs the show gives it to this one. */
  given: { showId: string };
  /** Nothing is heard of the programme that runs the show, and the one here is in step. */
  silent: { showId: string };
}

interface Entry {
  place: string;
  description: ProgrammeDescription;
  abort: AbortController;
  connection?: ProgrammeConnection | undefined;
  isSilent?: boolean;
}

const CONNECT_EVERY_MS = 50;
/** A process that is killed is gone by then, or the supervisor does not answer. */
const GONE_WITHIN_MS = 5_000;
/** The machine is too full, or its programme does not start. */
const TRY_AGAIN_MS = 30_000;
/** What viewers see until people are back on the stage, which has gone with its node. */
const SLATE = toProgrammeSlate({ kind: 'trouble', text: '' });

/** Programmes that go along with those of other nodes, and go on in their place. */
export class StandbyShows {
  readonly events = new TypedEvents<StandbyShowsEvents>();
  readonly #options: StandbyShowsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #failedMs = new Map<string, number>();
  readonly #off: () => void;

  constructor(options: StandbyShowsOptions) {
    this.#options = options;
    this.#off = options.processes.events.on('told', (told) => this.#hear(told));
  }

  get showIds(): string[] {
    return [...this.#entries.keys()];
  }

  has(showId: string): boolean {
    return this.#entries.has(showId);
  }

  /** Whether nothing is heard of the programme that runs the show, right now. */
  isSilent(showId: string): boolean {
    return this.#entries.get(showId)?.isSilent === true;
  }

  /** Whether it stands by for a show that runs there. */
  isAt(showId: string, at: Place | undefined): boolean {
    return at !== undefined && this.#entries.get(showId)?.place === placeOf(at);
  }

  /** Stands by for a show that runs there. */
  keep(show: Show, at: Place, nodeId: string, secret: string): void {
    const { processes, admit, clock, log } = this.#options;
    const place = placeOf(at);
    if (this.#entries.has(show.id) || processes.running.has(show.id)) return;
    const failedMs = this.#failedMs.get(show.id);
    if (failedMs !== undefined && clock.monotonicMs() - failedMs < TRY_AGAIN_MS) return;
    this.#failedMs.delete(show.id);
    try {
      const description = { ...admit(show), resumes: false, standsBy: { nodeId, ...at, secret } };
      const entry: Entry = { place, description, abort: new AbortController() };
      this.#entries.set(show.id, entry);
      processes.startProgramme(description);
      log.info('live.standby | stands by', { showId: show.id, place });
      void this.#connect(show.id, entry);
    } catch (error) {
      this.#failedMs.set(show.id, clock.monotonicMs());
      log.warn('live.standby | cannot stand by', { showId: show.id, error });
    }
  }

  /** Answers whether a programme here goes on with the show. */
  promote(showId: string): boolean {
    const { processes, log } = this.#options;
    const entry = this.#entries.get(showId);
    if (entry?.connection === undefined) return false;
    const { standsBy: _, ...description } = entry.description;
    // One that dies later is started again as what it is by then.
    processes.startProgramme({ ...description, resumes: true });
    entry.connection.takeOver();
    log.info('live.standby | takes over', { showId });
    this.#forget(showId);
    return true;
  }

  /** Nothing of it stays. */
  async drop(showId: string): Promise<void> {
    if (!this.#entries.has(showId)) return;
    this.#forget(showId);
    await this.#end(showId);
  }

  close(): void {
    this.#off();
    for (const showId of this.showIds) this.#forget(showId);
    this.events.clear();
  }

  #forget(showId: string): void {
    const entry = this.#entries.get(showId);
    this.#entries.delete(showId);
    this.#options.dismiss(showId);
    entry?.abort.abort(new Error('it stands by no more'));
    entry?.connection?.close();
  }

  async #end(showId: string): Promise<void> {
    const { processes, clock, log } = this.#options;
    if (!processes.running.has(showId)) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        off();
        cancel();
        resolve();
      };
      const cancel = clock.after(GONE_WITHIN_MS, () => {
        log.warn('live.standby | its end is not known, going on', { showId });
        settle();
      });
      const off = processes.events.on('told', (told) => {
        if (isEnd(told) && told.showId === showId) settle();
      });
      processes.killProgramme(showId);
    });
  }

  async #connect(showId: string, entry: Entry): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = entry.abort;
    const { socketPath } = entry.description;
    while (!signal.aborted) {
      try {
        const connection = await ProgrammeConnection.open({ socketPath, clock, log, signal });
        if (signal.aborted) return connection.close();
        entry.connection = connection;
        connection.setSlate(SLATE);
        connection.events.on('standing-by', ({ state }) => {
          log.info('live.standby | says', { showId, state });
          entry.isSilent = state === 'silent';
          if (state === 'given' || state === 'silent') this.events.emit(state, { showId });
        });
        await new Promise<void>((resolve) => connection.events.on('closed', () => resolve()));
        entry.connection = undefined;
        entry.isSilent = false;
      } catch {
        // It is starting, or being started again.
      }
      await clock.sleep(CONNECT_EVERY_MS, signal).catch(() => undefined);
    }
  }

  #hear(told: FromSupervisor): void {
    if (!isEnd(told) || !this.#entries.has(told.showId)) return;
    this.#failedMs.set(told.showId, this.#options.clock.monotonicMs());
    this.#forget(told.showId);
  }
}

const placeOf = ({ host, port }: Place): string => `${host}:${port}`;

const isEnd = (
  told: FromSupervisor,
): told is Extract<FromSupervisor, { kind: 'programme-ended' | 'programme-gave-up' }> =>
  told.kind === 'programme-ended' || told.kind === 'programme-gave-up';
