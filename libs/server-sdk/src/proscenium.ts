import { Api, type CallOf, type Operations } from '#client';

export interface ProsceniumOptions {
  /** `https://show.example.org` */
  origin: string;
  /** From the owner's page "API keys". Keep it on your server. */
  apiKey: string;
}

type TicketWish = Operations['tickets.mint']['body'];

/** The HTTP API from your own server, authenticated by an API key. */
export class Proscenium {
  readonly #api: Api;

  constructor({ origin, apiKey }: ProsceniumOptions) {
    this.#api = new Api({ origin, credential: apiKey });
  }

  /** Any operation of the API by its id, as in its OpenAPI document. */
  call<I extends keyof Operations>(id: I, call: CallOf<I>): Promise<Operations[I]['answer']> {
    return this.#api.call(id, call);
  }

  /** A ticket for one of your users: hand it to their page, which joins with it. */
  ticket(showId: string, wish: TicketWish): Promise<Operations['tickets.mint']['answer']> {
    return this.#api.call('tickets.mint', { params: { showId }, body: wish });
  }

  createShow(wish: Operations['shows.create']['body'], idempotencyKey?: string) {
    return this.#api.call('shows.create', {
      body: wish,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  }

  show(showId: string) {
    return this.#api.call('shows.get', { params: { showId } });
  }
}
