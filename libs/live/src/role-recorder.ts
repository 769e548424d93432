import { z } from 'zod';
import type { Log } from '#kernel';
import { ROLES, type Role } from '#protocol';
import type { SettingsWriter } from './settings-writer.js';

type Roles = Readonly<Record<string, Role>>;

/** Where people become something else than their ticket says. */
export interface KeptRoles {
  onChanged(listener: (change: { showId: string; roles: Roles }) => void): () => void;
  onForgotten(listener: (end: { showId: string; willBeBack: boolean }) => void): () => void;
  restore(showId: string, roles: Roles): void;
}

export interface RoleRecorderOptions {
  roles: KeptRoles;
  notes: SettingsWriter;
  log: Log;
}

const rolesSchema = z.record(z.string(), z.enum(ROLES));
const keyOf = (showId: string): string => `stage-roles ${showId}`;

/** A candidate in the green room starts again after a restart: the invitation does not survive it. */
const lasting = (roles: Roles): Roles =>
  Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== 'candidate'));

/** Writes down who was brought on stage or made a co-host, so that a restart of the server sends nobody away. */
export class RoleRecorder {
  readonly #options: RoleRecorderOptions;
  readonly #stops: (() => void)[];

  constructor(options: RoleRecorderOptions) {
    this.#options = options;
    const { roles, notes } = options;
    this.#stops = [
      roles.onChanged(({ showId, roles: changed }) => this.#keep(showId, lasting(changed))),
      roles.onForgotten(({ showId, willBeBack }) => {
        // A stage that closes takes everybody's role away just before: with the process that is not meant.
        if (willBeBack) notes.leave(keyOf(showId));
        else this.#keep(showId, {});
      }),
    ];
  }

  /** A show is opened: who was on its stage before the restart may go there again. */
  async restore(showId: string): Promise<void> {
    const { notes, roles, log } = this.#options;
    try {
      const text = await notes.find(keyOf(showId));
      if (text !== undefined) roles.restore(showId, rolesSchema.parse(JSON.parse(text)));
    } catch (error) {
      log.warn('live.roles | could not be read', { showId, error });
    }
  }

  /** The show is deleted. */
  remove(showId: string): void {
    this.#keep(showId, {});
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #keep(showId: string, roles: Roles): void {
    const isOver = Object.keys(roles).length === 0;
    this.#options.notes.keep(keyOf(showId), isOver ? null : JSON.stringify(roles));
  }
}
