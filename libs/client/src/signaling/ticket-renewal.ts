import type { Connection, ConnectionState } from './connection.js';

/** Of the life that is left when the renewal is planned. */
const RENEWED_AT_SHARE = 0.75;
const AGAIN_MS = { least: 1_000, most: 60_000 };
/** Timers are looked after so often: a computer that slept has a late one, and none reaches further than 24 days. */
const LONGEST_TIMER_MS = 3_600_000;

/** What is renewed: the text, and when it ends by the server's clock. */
export interface RenewableTicket {
  ticket: string;
  expiresAt: string;
}

export interface TicketRenewalOptions<T extends RenewableTicket> {
  connection: Pick<Connection, 'renew'> & {
    state: {
      value: Pick<ConnectionState, 'phase'>;
      watch(heard: (state: ConnectionState) => void): () => void;
    };
  };
  ticket: T;
  /** The server's wall clock. */
  nowMs(): number;
  /** Asks for the same ticket with a later end. */
  renew(old: T): Promise<T>;
  /** After a failure of this kind no further try is made: the ticket ends when it ends. */
  isFinal(error: unknown): boolean;
  onRenewed(ticket: T): void;
}

/** Renews the ticket of a connection before it ends, for as long as the connection lives. */
export class TicketRenewal<T extends RenewableTicket> {
  readonly #options: TicketRenewalOptions<T>;
  readonly #unwatch: () => void;
  #ticket: T;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: TicketRenewalOptions<T>) {
    this.#options = options;
    this.#ticket = options.ticket;
    this.#unwatch = options.connection.state.watch(({ phase }) => {
      if (phase === 'ended') this.close();
    });
    this.#plan(options.nowMs() + this.#leftMs() * RENEWED_AT_SHARE);
  }

  close(): void {
    this.#isClosed = true;
    this.#unwatch();
    clearTimeout(this.#timer);
  }

  #leftMs(): number {
    return Date.parse(this.#ticket.expiresAt) - this.#options.nowMs();
  }

  #plan(atMs: number): void {
    if (this.#isClosed) return;
    const waitMs = Math.max(0, atMs - this.#options.nowMs());
    this.#timer = setTimeout(
      () => {
        if (waitMs > LONGEST_TIMER_MS) this.#plan(atMs);
        else void this.#renew();
      },
      Math.min(waitMs, LONGEST_TIMER_MS),
    );
  }

  async #renew(): Promise<void> {
    const { connection, renew, isFinal, onRenewed, nowMs } = this.#options;
    if (this.#leftMs() <= 0) return this.close();
    try {
      const renewed = await renew(this.#ticket);
      if (this.#isClosed) return;
      const isLonger = Date.parse(renewed.expiresAt) > Date.parse(this.#ticket.expiresAt);
      await connection.renew(renewed.ticket);
      this.#ticket = renewed;
      onRenewed(renewed);
      // The last one of all: it has no later end any more.
      if (!isLonger) return this.close();
      this.#plan(nowMs() + this.#leftMs() * RENEWED_AT_SHARE);
    } catch (error) {
      if (isFinal(error)) return this.close();
      const againMs = Math.min(AGAIN_MS.most, Math.max(AGAIN_MS.least, this.#leftMs() / 8));
      this.#plan(nowMs() + againMs);
    }
  }
}
