import type { InputFacts, SendsBy } from '#ingest';
import { type Clock, InTurn, type Log, TypedEvents } from '#kernel';
import { type InputFlow, type Stage, StageInput } from '#stage';
import { type Candidate, choosePlacing } from './choose-active.js';
import { InputNotes } from './input-notes.js';
import { InputSession } from './input-session.js';

/** Of an input's record, what decides where it is. */
export interface LiveInput extends InputFacts {
  as: 'guest' | 'programme' | 'backup';
  onStage: boolean;
}

/** Of the open show. */
export interface InputsShow {
  readonly showId: string;
  readonly stage: Stage;
  giveCanvas(participantId: string | undefined): void;
  setProgrammeAway(isAway: boolean): void;
}

export interface ShowInputsOptions {
  show: InputsShow;
  clock: Clock;
  log: Log;
}

export interface ShowInputsEvents {
  changed: { inputId: string };
}

/** A sender that reconnects finds its participant, with its place in the layout, for this long. */
const HELD_MS = 30_000;
/** From the answer to the first packet, over a slow path. */
const FIRST_MEDIA_MS = 30_000;

interface InputStatus {
  flow: InputFlow | 'gone';
  by: SendsBy | null;
  notes: readonly string[];
}

interface Entry {
  input: LiveInput;
  notes: InputNotes;
  session: InputSession | undefined;
  participantId: string;
  cancel: () => void;
}

/** The inputs of one open show that have a sender, or had one a moment ago. */
export class ShowInputs {
  readonly events = new TypedEvents<ShowInputsEvents>();
  readonly #options: ShowInputsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #opening = new InTurn();
  #active: string | undefined;

  constructor(options: ShowInputsOptions) {
    this.#options = options;
  }

  /** One after the other: the later of two senders evicts the earlier one, and never half of it. */
  open(input: LiveInput, session: { id: string; by: SendsBy }): Promise<InputSession> {
    return this.#opening.run(() => this.#open(input, session));
  }

  statusOf(inputId: string): InputStatus | undefined {
    const entry = this.#entries.get(inputId);
    if (entry === undefined) return undefined;
    const { session, notes } = entry;
    return {
      flow: session?.place.flow ?? 'gone',
      by: session?.by ?? null,
      notes: notes.at(this.#options.clock.monotonicMs()),
    };
  }

  /** The host brought it on the stage, or took it backstage. */
  placed(input: LiveInput): void {
    const entry = this.#entries.get(input.id);
    if (entry === undefined) return;
    entry.input = input;
    this.#review();
  }

  /** Who sends with what is not valid any more is cut, and the participant leaves. */
  cut(inputId: string, why: string): void {
    const entry = this.#entries.get(inputId);
    if (entry === undefined) return;
    entry.session?.end(why);
    this.#forget(entry);
  }

  close(): void {
    for (const { session, cancel } of this.#entries.values()) {
      cancel();
      session?.end('stage-closed');
    }
    this.#entries.clear();
    this.events.clear();
  }

  async #open(input: LiveInput, { id, by }: { id: string; by: SendsBy }): Promise<InputSession> {
    const { show, clock } = this.#options;
    const before = this.#entries.get(input.id);
    before?.cancel();
    const notes = before?.notes ?? new InputNotes();
    if (before?.session?.place.flow === 'sending') notes.replaced(clock.monotonicMs());
    // What was said of an encoder is not true of a page.
    if (by === 'whip') notes.say([]);
    before?.session?.end('replaced');
    const place = await StageInput.open({
      stage: show.stage,
      inputId: input.id,
      sessionId: id,
      name: input.name,
      clock,
    }).catch((error: unknown) => {
      // The sender before has ended already: its place waits for the next one, as after its goodbye.
      if (before !== undefined) this.#hold(before);
      throw error;
    });
    const session: InputSession = new InputSession({
      input,
      by,
      place,
      notes,
      onClosed: (why) => this.#closed(entry, session, why),
    });
    const entry: Entry = {
      input,
      notes,
      session,
      participantId: place.participant.participantId,
      cancel: () => undefined,
    };
    this.#entries.set(input.id, entry);
    this.#follow(entry, session);
    this.#awaitMedia(entry, session, FIRST_MEDIA_MS);
    this.#review();
    return session;
  }

  #follow(entry: Entry, session: InputSession): void {
    session.place.events.on('flow', (flow) => {
      if (entry.session !== session) return;
      entry.cancel();
      entry.cancel = () => undefined;
      if (flow === 'silent') this.#awaitMedia(entry, session, HELD_MS);
      this.#review();
    });
    session.place.events.on('coming', () => {
      if (entry.session === session) this.#review();
    });
    session.place.events.on('ended', (why) => {
      if (entry.session !== session) return;
      session.end(why);
      // The stage itself may be closing: then there is nothing to hold.
      if (why === 'removed' || why === 'stage-closed') this.#forget(entry);
      else this.#hold(entry);
    });
  }

  #awaitMedia(entry: Entry, session: InputSession, withinMs: number): void {
    entry.cancel = this.#options.clock.after(withinMs, () => {
      if (entry.session !== session) return;
      session.end('silent');
      this.#forget(entry);
    });
  }

  #closed(entry: Entry, session: InputSession, why: 'goodbye' | 'failed'): void {
    if (entry.session !== session) return;
    if (why === 'failed' && !entry.input.onStage) this.#forget(entry);
    else this.#hold(entry);
  }

  #hold(entry: Entry): void {
    entry.cancel();
    entry.session = undefined;
    entry.cancel = this.#options.clock.after(HELD_MS, () => this.#forget(entry));
    this.#review();
  }

  #forget(entry: Entry): void {
    entry.cancel();
    if (this.#entries.get(entry.input.id) !== entry) return;
    this.#entries.delete(entry.input.id);
    const { stage } = this.#options.show;
    const participant = stage.find(entry.participantId);
    if (participant !== undefined) stage.leave(participant, 'left');
    this.#review();
    this.events.emit('changed', { inputId: entry.input.id });
  }

  #review(): void {
    const { show } = this.#options;
    const candidates = [...this.#entries.values()].map(
      ({ input: { id, as, onStage }, session }): Candidate => ({
        id,
        as,
        onStage,
        flow: session?.place.flow ?? 'gone',
        isComing: session?.place.isComing ?? false,
      }),
    );
    const { onStage, active, isAway } = choosePlacing(candidates, this.#active);
    for (const { input, session } of this.#entries.values()) {
      if (session !== undefined) this.#place(session, onStage.includes(input.id));
    }
    if (active !== this.#active) {
      this.#active = active;
      show.giveCanvas(active === undefined ? undefined : this.#entries.get(active)?.participantId);
    }
    show.setProgrammeAway(isAway);
    for (const { id } of candidates) this.events.emit('changed', { inputId: id });
  }

  #place(session: InputSession, onStage: boolean): void {
    session.place.place(onStage).catch((error: Error) => {
      session.setNotes([error.message]);
      this.#options.log.warn('live.input | not on the stage', { inputId: session.input.id, error });
    });
  }
}
