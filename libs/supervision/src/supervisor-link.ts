import { type ParentProcess, TypedEvents } from '#kernel';
import {
  type FromSupervisor,
  fromSupervisorSchema,
  type ProgrammeOrder,
  type ToSupervisor,
} from './messages.js';

export interface SupervisorLinkEvents {
  told: FromSupervisor;
}

/** The server's side of the supervisor. */
export class SupervisorLink {
  readonly events = new TypedEvents<SupervisorLinkEvents>();
  readonly #parent: ParentProcess;
  readonly #running = new Set<string>();

  /** `first` is the message that the process began with. */
  constructor(parent: ParentProcess, first: unknown) {
    this.#parent = parent;
    this.#hear(first);
    parent.events.on('message', (message) => this.#hear(message));
  }

  /** Shows whose programme runs, as far as the supervisor has said. */
  get running(): ReadonlySet<string> {
    return this.#running;
  }

  startProgramme(order: ProgrammeOrder): void {
    this.#say({ kind: 'start-programme', order });
  }

  killProgramme(showId: string): void {
    this.#say({ kind: 'kill-programme', showId });
  }

  #say(message: ToSupervisor): void {
    this.#parent.send(message);
  }

  #hear(message: unknown): void {
    const parsed = fromSupervisorSchema.safeParse(message);
    if (!parsed.success) return;
    this.#note(parsed.data);
    this.events.emit('told', parsed.data);
  }

  #note(told: FromSupervisor): void {
    if (told.kind === 'programmes') for (const showId of told.showIds) this.#running.add(showId);
    else if (told.kind === 'programme-started') this.#running.add(told.showId);
    else if (told.kind !== 'programme-died') this.#running.delete(told.showId);
  }
}
