import { ApiFailure } from './api-failure.js';
import { type Operations, ROUTES } from './generated/operations.js';

type Id = keyof Operations;
type Part<Name extends string, T> =
  T extends Record<string, never>
    ? { [K in Name]?: undefined }
    : Record<string, never> extends T
      ? { [K in Name]?: T }
      : { [K in Name]: T };

/** What one call needs: only what its operation takes. */
export type CallOf<I extends Id> = Part<'params', Operations[I]['params']> &
  Part<'query', Operations[I]['query']> &
  (Operations[I]['body'] extends undefined ? { body?: undefined } : { body: Operations[I]['body'] }) &
  (Operations[I]['versioned'] extends true ? { version: number } : { version?: undefined }) & {
    /** A repeated creation with the same key makes nothing twice. */
    idempotencyKey?: string;
    /** Speaks for this call instead of what speaks for all. */
    credential?: string;
    signal?: AbortSignal;
  };

type UploadOf<I extends Id> = Part<'params', Operations[I]['params']> &
  Part<'query', Operations[I]['query']> & { credential?: string };

export interface ApiOptions {
  origin?: string;
  /** An API key or a ticket; without one the session cookie speaks. */
  credential?: string;
  csrfToken?: () => string | null;
  /** Asks the server for the token of the session that the cookie has now. */
  renewCsrfToken?: () => Promise<unknown>;
  /** The server's clock, as each answer's header tells it. */
  onDate?: (date: string | null) => void;
}

/** The whole API, typed by its own document: `api.call('shows.get', { params: { showId } })`. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions = {}) {
    this.#options = options;
  }

  call<I extends Id>(id: I, call: CallOf<I>): Promise<Operations[I]['answer']> {
    const [method, template] = ROUTES[id];
    return this.#withToken(() =>
      this.#answerTo(this.#address(template, call), {
        method,
        headers: this.#headers(method, call),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      }),
    );
  }

  /** For operations that take a file as it is. */
  upload<I extends Id>(id: I, call: UploadOf<I>, file: Blob): Promise<Operations[I]['answer']> {
    const [method, template] = ROUTES[id];
    return this.#withToken(() => {
      const headers = { ...this.#headers(method, call), 'content-type': file.type };
      return this.#answerTo(this.#address(template, call), { method, headers, body: file });
    });
  }

  /**
   * A page that a link opened knows no token yet, and one that is open for long may know that of a session that is over. A
   * request that is refused for its token has changed nothing: it is sent once more with the right one.
   */
  async #withToken<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    const { csrfToken, renewCsrfToken } = this.#options;
    const sent = csrfToken?.() ?? null;
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'csrf' || renewCsrfToken === undefined)
        throw error;
      await renewCsrfToken().catch(() => undefined);
      if ((csrfToken?.() ?? null) === sent) throw error;
      return request();
    }
  }

  async #answerTo<Answer>(address: string, request: RequestInit): Promise<Answer> {
    const response = await fetch(address, { ...request, credentials: 'same-origin' }).catch(() => {
      throw ApiFailure.offline();
    });
    this.#options.onDate?.(response.headers.get('date'));
    if (!response.ok) throw await ApiFailure.from(response);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  #address(template: string, { params, query }: { params?: unknown; query?: unknown }): string {
    const named = new Map(Object.entries((params ?? {}) as Record<string, string>));
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(named.get(name) ?? ''),
    );
    const given = Object.entries((query ?? {}) as Record<string, unknown>).filter(
      ([, value]) => value !== undefined,
    );
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return `${this.#options.origin ?? ''}${path}${given.length === 0 ? '' : `?${search}`}`;
  }

  #headers(
    method: string,
    call: { body?: unknown; version?: number | undefined; idempotencyKey?: string; credential?: string },
  ): Record<string, string> {
    const { csrfToken } = this.#options;
    const credential = call.credential ?? this.#options.credential;
    const token = method === 'GET' ? null : (csrfToken?.() ?? null);
    return {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
      ...(token === null ? {} : { 'x-csrf-token': token }),
      ...(call.version === undefined ? {} : { 'if-match': `"${call.version}"` }),
      ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    };
  }
}
