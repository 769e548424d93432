import type { types } from 'mediasoup-client';
import { LIMITS } from '#protocol';

type IceServers = readonly unknown[];

export interface RelayRenewalOptions {
  /** Asks the server for servers with credentials that begin now. */
  ask(): Promise<IceServers>;
  transports: readonly Pick<types.Transport, 'updateIceServers'>[];
}

/** Half of their life: a failed try has another one before they end. */
const EVERY_MS = LIMITS.relayCredentialsMs / 2;

/** Credentials of the relay end after some minutes: a path that is gathered later needs new ones. */
export class RelayRenewal {
  readonly #options: RelayRenewalOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #isClosed = false;

  constructor(options: RelayRenewalOptions) {
    this.#options = options;
    // A page that is away renews with its next path.
    this.#timer = setInterval(() => void this.renew().catch(() => undefined), EVERY_MS);
  }

  async renew(): Promise<void> {
    const iceServers = await this.#options.ask();
    if (this.#isClosed) return;
    for (const transport of this.#options.transports)
      await transport.updateIceServers({ iceServers: iceServers as RTCIceServer[] });
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }
}
