import type { InputFacts, InputPlace, InputPlaces, SendsBy } from '#ingest';
import { type Clock, guestError, type Log } from '#kernel';
import type { OpenShows } from '../open-shows.js';
import { type LiveInput, ShowInputs } from './show-inputs.js';

export interface LiveInputsOptions {
  shows: Pick<OpenShows, 'open' | 'events'>;
  find: (inputId: string) => Promise<LiveInput | undefined>;
  clock: Clock;
  log: Log;
}

export interface LiveInputStatus {
  state: 'gone' | 'connected' | 'sending' | 'silent';
  by: SendsBy | null;
  notes: readonly string[];
}

/** Senders of all open shows of this process. The first sender opens the show. */
export class LiveInputs implements InputPlaces {
  readonly #options: LiveInputsOptions;
  readonly #shows = new Map<string, ShowInputs>();
  #isClosed = false;

  constructor(options: LiveInputsOptions) {
    this.#options = options;
  }

  async open(facts: InputFacts, session: { id: string; by: SendsBy }): Promise<InputPlace> {
    const input = await this.#options.find(facts.id);
    if (input === undefined || this.#isClosed) throw unknownInput();
    const show = await this.#options.shows.open(input.showId);
    return this.#inputsOf(show).open(input, session);
  }

  statusOf(input: { id: string; showId: string }): LiveInputStatus | undefined {
    const status = this.#shows.get(input.showId)?.statusOf(input.id);
    return status === undefined ? undefined : { state: status.flow, by: status.by, notes: status.notes };
  }

  placed(input: LiveInput): void {
    this.#shows.get(input.showId)?.placed(input);
  }

  cut({ id, showId }: { id: string; showId: string }, why: 'rotated' | 'removed'): void {
    this.#shows.get(showId)?.cut(id, why);
  }

  close(): void {
    this.#isClosed = true;
    for (const inputs of this.#shows.values()) inputs.close();
    this.#shows.clear();
  }

  #inputsOf(show: Awaited<ReturnType<OpenShows['open']>>): ShowInputs {
    const known = this.#shows.get(show.showId);
    if (known !== undefined) return known;
    const { clock, log } = this.#options;
    const inputs = new ShowInputs({ show, clock, log });
    this.#shows.set(show.showId, inputs);
    show.stage.events.on('closed', () => {
      if (this.#shows.get(show.showId) === inputs) this.#shows.delete(show.showId);
      inputs.close();
    });
    return inputs;
  }
}

const unknownInput = () => guestError('input-unknown', 'The input was deleted meanwhile.', { status: 404 });
