import type { types } from 'mediasoup-client';

export interface PathRecoveryOptions {
  transport: Pick<types.Transport, 'connectionState'>;
  /** A path that never was is not recovered. */
  hasConnected(): boolean;
  /** Restarts ICE, with what the relay gives now. */
  restart(): Promise<void>;
  /** Nothing helped: a new transport may. */
  onBroken(): void;
  /** Not after the session was closed. */
  later(then: () => void, delayMs: number): void;
}

/** A path that is disconnected often reconnects by itself. */
export const PATIENCE_MS = 2_000;
/** A relay that restarts is away for a moment and knows nobody afterwards: what was tried meanwhile is tried again. */
const TRIES = 2;
export const TRY_MS = 4_000;

/** Recovers the path of one transport when it breaks. */
export class PathRecovery {
  readonly #options: PathRecoveryOptions;
  #isRecovering = false;

  constructor(options: PathRecoveryOptions) {
    this.#options = options;
  }

  changed(state: types.ConnectionState): void {
    if (state === 'failed') this.#begin();
    if (state === 'disconnected') this.#options.later(() => this.#isAway && this.#begin(), PATIENCE_MS);
  }

  get #isAway(): boolean {
    const { connectionState } = this.#options.transport;
    return connectionState === 'disconnected' || connectionState === 'failed';
  }

  #begin(): void {
    if (this.#isRecovering) return;
    // ICE that found no path at all finds none with new credentials either.
    if (!this.#options.hasConnected()) {
      this.#options.onBroken();
      return;
    }
    this.#isRecovering = true;
    void this.#try(TRIES);
  }

  async #try(left: number): Promise<void> {
    const { transport, restart, later } = this.#options;
    try {
      await restart();
    } catch {
      return this.#giveUp();
    }
    later(() => {
      if (transport.connectionState === 'connected') this.#isRecovering = false;
      else if (left > 1) void this.#try(left - 1);
      else this.#giveUp();
    }, TRY_MS);
  }

  #giveUp(): void {
    this.#isRecovering = false;
    this.#options.onBroken();
  }
}
