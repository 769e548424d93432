import { type Log, TypedEvents } from '#kernel';
import type { FromOutputs, OutputsConnection, RestreamStatus, RestreamTarget } from '#outputs';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';

export interface RestreamDirectoryOptions {
  connection: OutputsConnection;
  shows: OpenShows;
  /** Those that are to get the show now, with their keys. */
  targetsOf(showId: string): Promise<RestreamTarget[]>;
  log: Log;
}

/** Tells the outputs where each show on air is sent to, and knows how its targets fare. */
export class RestreamDirectory {
  /** Once for each change that a person would want to know of. */
  readonly events = new TypedEvents<{ changed: RestreamStatus }>();
  readonly #options: RestreamDirectoryOptions;
  readonly #statuses = new Map<string, RestreamStatus>();
  readonly #onAir = new Set<string>();

  constructor(options: RestreamDirectoryOptions) {
    this.#options = options;
    const { connection, shows } = options;
    connection.events.on('connected', () => {
      for (const showId of this.#onAir) this.changed(showId);
    });
    connection.events.on('said', (said) => this.#hear(said));
    shows.events.on('opened', (show) => this.#follow(show));
  }

  statusOf(outputId: string): RestreamStatus | undefined {
    return this.#statuses.get(outputId);
  }

  /** What is wanted of the show's targets has changed. */
  changed(showId: string): void {
    if (!this.#onAir.has(showId)) return;
    const { connection, targetsOf, log } = this.#options;
    targetsOf(showId).then(
      (targets) => connection.send({ kind: 'targets', showId, targets }),
      (error) => log.error('live.restream | targets could not be read', { showId, error }),
    );
  }

  #follow(show: OpenShow): void {
    const { showId } = show;
    const look = () => {
      const isOnAir = show.playback === 'on-air';
      if (isOnAir === this.#onAir.has(showId)) return;
      if (isOnAir) this.#onAir.add(showId);
      else this.#onAir.delete(showId);
      this.changed(showId);
    };
    look();
    show.events.on('changed', look);
  }

  #hear(said: FromOutputs): void {
    if (said.kind !== 'target') return;
    const { status } = said;
    const before = this.#statuses.get(status.id);
    if (status.state === 'off') this.#statuses.delete(status.id);
    else this.#statuses.set(status.id, status);
    if (before?.state !== status.state || before.reason !== status.reason)
      this.events.emit('changed', status);
  }
}
