// biome-ignore lint/suspicious/noExplicitAny: answers are read as a stranger reads them, without our types
type Json = any;

export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: Json;
}

/** A browser, as far as the API sees one: keeps cookies and the CSRF token. Or a program with a credential. */
export class ApiClient {
  readonly origin: string;
  readonly credential: string | undefined;
  readonly #cookies = new Map<string, string>();
  csrfToken: string | undefined;

  constructor(origin: string, credential?: string) {
    this.origin = origin;
    this.credential = credential;
  }

  get(path: string): Promise<ApiAnswer> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string): Promise<ApiAnswer> {
    return this.send('DELETE', path);
  }

  /** `path` is below /api/v1, or a whole path when it starts with a second slash. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
    return this.#send(method, path, text, typed);
  }

  sendFile(path: string, file: Uint8Array, type: string, method = 'POST'): Promise<ApiAnswer> {
    return this.#send(method, path, file, { 'content-type': type });
  }

  async #send(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
  ): Promise<ApiAnswer> {
    const url = this.origin + (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.credential === undefined ? {} : { authorization: `Bearer ${this.credential}` }),
        ...(this.#cookies.size === 0 ? {} : { cookie: this.#cookieHeader() }),
        ...(this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body as string }),
    });
    this.#keepCookies(response);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const parsed: Json = isJson && text !== '' ? JSON.parse(text) : text;
    if (parsed?.csrfToken) this.csrfToken = parsed.csrfToken;
    if (parsed?.signedIn?.csrfToken) this.csrfToken = parsed.signedIn.csrfToken;
    return { status: response.status, headers: response.headers, body: parsed };
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=', 2) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}
