import { type ParentProcess, TypedEvents } from '#kernel';
import {
  type FromSupervisor,
  fromSupervisorSchema,
  type ProgrammeOrder,
  type ToSupervisor,
} from './messages.js';

export interface SupervisorLinkEvents {
  told: FromSupervisor;
  /** The supervisor is gone: this process ends too. */
  gone: undefined;
}

/** A child's side of the supervisor. */
export class SupervisorLink {
  readonly events = new TypedEvents<SupervisorLinkEvents>();
  readonly #parent: ParentProcess;
  readonly #running = new Set<string>();

  constructor(parent: ParentProcess) {
    this.#parent = parent;
    parent.events.on('message', (message) => {
      const parsed = fromSupervisorSchema.safeParse(message);
      if (!parsed.success) return;
      this.#note(parsed.data);
      this.events.emit('told', parsed.data);
    });
    parent.events.on('gone', () => this.events.emit('gone', undefined));
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

  ready(ownerLink: string | null): void {
    this.#say({ kind: 'ready', ownerLink });
  }

  #say(message: ToSupervisor): void {
    this.#parent.send(message);
  }

  #note(told: FromSupervisor): void {
    if (told.kind === 'programmes') for (const showId of told.showIds) this.#running.add(showId);
    else if (told.kind === 'programme-started') this.#running.add(told.showId);
    else if (told.kind !== 'programme-died') this.#running.delete(told.showId);
  }
}
