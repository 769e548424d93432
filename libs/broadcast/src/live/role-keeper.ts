import { z } from 'zod';
import type { Clock, Log } from '#kernel';
import { ROLES, type Role } from '#protocol';
import type { SettingsStore } from '../ports/settings.js';

type Roles = Readonly<Record<string, Role>>;

/** Where people become something else than their ticket says. */
export interface KeptRoles {
  onChanged(listener: (change: { showId: string; roles: Roles }) => void): () => void;
  onForgotten(listener: (end: { showId: string; willBeBack: boolean }) => void): () => void;
  restore(showId: string, roles: Roles): void;
}

export interface RoleKeeperOptions {
  roles: KeptRoles;
  store: Pick<SettingsStore, 'find' | 'set' | 'remove'>;
  clock: Clock;
  log: Log;
}

const RETRY_MS = 1_000;
const rolesSchema = z.record(z.string(), z.enum(ROLES));
const keyOf = (showId: string): string => `stage-roles ${showId}`;

/** Who waits in the green room begins anew after a restart: the invitation did not survive it. */
const lasting = (roles: Roles): Roles =>
  Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== 'candidate'));

/** Writes down who was brought on stage or made a co-host, so that a restart of the server sends nobody away. */
export class RoleKeeper {
  readonly #options: RoleKeeperOptions;
  readonly #stops: (() => void)[];
  /** What is to be written, by show; no roles is a show that is over. */
  readonly #unwritten = new Map<string, Roles>();
  #writing: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(options: RoleKeeperOptions) {
    this.#options = options;
    this.#stops = [
      options.roles.onChanged(({ showId, roles }) => this.#note(showId, lasting(roles))),
      options.roles.onForgotten(({ showId, willBeBack }) => {
        // A stage that closes takes everybody's role away just before: with the process that is not meant.
        if (willBeBack) this.#unwritten.delete(showId);
        else this.#note(showId, {});
      }),
    ];
  }

  /** A show is opened: who was on its stage before the restart may go there again. */
  async restore(showId: string): Promise<void> {
    const { store, roles, log } = this.#options;
    try {
      const text = await store.find(keyOf(showId));
      if (text !== undefined) roles.restore(showId, rolesSchema.parse(JSON.parse(text)));
    } catch (error) {
      log.warn('broadcast.roles | could not be read', { showId, error });
    }
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#cancelRetry?.();
    await this.#writing;
    await this.#write();
  }

  #note(showId: string, roles: Roles): void {
    this.#unwritten.set(showId, roles);
    this.#writeSoon();
  }

  #writeSoon(): void {
    if (this.#cancelRetry !== undefined) return;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#unwritten.size > 0) this.#writeSoon();
    });
  }

  async #write(): Promise<void> {
    const { store, clock, log } = this.#options;
    // Whatever happens in the same turn is one write.
    await Promise.resolve();
    for (const [showId, roles] of [...this.#unwritten]) {
      this.#unwritten.delete(showId);
      try {
        if (Object.keys(roles).length === 0) await store.remove(keyOf(showId));
        else await store.set(keyOf(showId), JSON.stringify(roles));
      } catch (error) {
        if (!this.#unwritten.has(showId)) this.#unwritten.set(showId, roles);
        log.warn('broadcast.roles | not written, tried again', { showId, error });
        this.#cancelRetry = clock.after(RETRY_MS, () => {
          this.#cancelRetry = undefined;
          this.#writeSoon();
        });
        return;
      }
    }
  }
}
