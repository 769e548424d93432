import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { Connection } from './connection.js';
import type { HttpResponse } from './response-reader.js';

/** As browsers allow for a page: with the 64 kB of the protocol's default a part would wait for several round trips. */
const WINDOW_BYTES = 6 * 1_024 * 1_024;

const headOf = (headers: IncomingHttpHeaders): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

/** One HTTP/2 session for all renditions of a viewer, as a browser has it; opened again after it has ended. */
export class Http2Connection implements Connection {
  readonly #origin: string;
  #session: ClientHttp2Session | undefined;

  constructor(origin: URL) {
    this.#origin = origin.origin;
  }

  get(path: string, options: { keepBody: boolean; timeoutMs: number }): Promise<HttpResponse> {
    const stream = this.#opened().request({ ':path': path, 'accept-encoding': 'gzip' });
    stream.setTimeout(options.timeoutMs, () => stream.destroy(new Error('timed out')));
    return responseOf(stream, options.keepBody);
  }

  close(): void {
    this.#session?.destroy();
  }

  #opened(): ClientHttp2Session {
    if (this.#session && !this.#session.closed && !this.#session.destroyed) return this.#session;
    // The certificate is the machine's own.
    const session = connect(this.#origin, {
      ...{ rejectUnauthorized: false, settings: { initialWindowSize: WINDOW_BYTES } },
    });
    session.once('connect', () => session.setLocalWindowSize(WINDOW_BYTES));
    // Each request that was open has the error as well.
    session.on('error', () => session.destroy());
    this.#session = session;
    return session;
  }
}

function responseOf(stream: ClientHttp2Stream, keepBody: boolean): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const response: HttpResponse = { status: 0, head: '', body: Buffer.alloc(0), bodyBytes: 0 };
    const kept: Buffer[] = [];
    stream.once('response', (headers) => {
      response.status = Number(headers[':status']);
      response.head = headOf(headers);
    });
    stream.on('data', (chunk: Buffer) => {
      response.bodyBytes += chunk.length;
      if (keepBody) kept.push(chunk);
    });
    stream.once('error', reject);
    stream.once('close', () => {
      // A session that was lost ends its streams like answers that are complete.
      if (response.status === 0 || stream.aborted) reject(new Error('the server closed the stream'));
      else resolve({ ...response, body: Buffer.concat(kept) });
    });
  });
}
