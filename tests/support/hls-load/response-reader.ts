export interface HttpResponse {
  status: number;
  /** The head as it came: parsed only when it is read. */
  head: string;
  /** Kept only when asked for: thousands of viewers throw their parts away. */
  body: Buffer;
  bodyBytes: number;
}

type State = 'head' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer';

const CRLF = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

export function headerOf(head: string, name: string): string | undefined {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();
}

/** Reads one HTTP/1.1 response after another from a connection; with a length or in chunks. */
export class ResponseReader {
  keepBody = true;
  readonly #done: (response: HttpResponse) => void;
  #state: State = 'head';
  #buffered: Buffer = Buffer.alloc(0);
  #left = 0;
  #response: HttpResponse | undefined;
  #body: Buffer[] = [];

  constructor(done: (response: HttpResponse) => void) {
    this.#done = done;
  }

  push(chunk: Buffer): void {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    while (this.#step());
  }

  /** One step; false when more bytes are needed. */
  #step(): boolean {
    switch (this.#state) {
      case 'head':
        return this.#readHead();
      case 'length':
        return this.#readBody(() => this.#finish());
      case 'chunk-size':
        return this.#line((line) => {
          this.#left = Number.parseInt(line, 16);
          this.#state = this.#left === 0 ? 'trailer' : 'chunk';
        });
      case 'chunk':
        return this.#readBody(() => {
          this.#state = 'chunk-end';
        });
      case 'chunk-end':
        return this.#line(() => {
          this.#state = 'chunk-size';
        });
      case 'trailer':
        return this.#line((line) => {
          if (line === '') this.#finish();
        });
    }
  }

  #readHead(): boolean {
    const end = this.#buffered.indexOf(HEAD_END);
    if (end < 0) return false;
    const head = this.#buffered.toString('latin1', 0, end);
    this.#buffered = this.#buffered.subarray(end + HEAD_END.length);
    const status = Number(head.slice(9, 12));
    this.#response = { status, head, body: Buffer.alloc(0), bodyBytes: 0 };
    this.#body = [];
    this.#left = Number(headerOf(head, 'content-length') ?? 0);
    this.#state = /^transfer-encoding: *chunked/im.test(head) ? 'chunk-size' : 'length';
    if (status === 204 || status === 304) this.#left = 0;
    return true;
  }

  #readBody(then: () => void): boolean {
    const taken = this.#buffered.subarray(0, this.#left);
    if (this.#response) this.#response.bodyBytes += taken.length;
    if (this.keepBody && taken.length > 0) this.#body.push(taken);
    this.#buffered = this.#buffered.subarray(taken.length);
    this.#left -= taken.length;
    if (this.#left > 0) return false;
    then();
    return true;
  }

  #line(take: (line: string) => void): boolean {
    const end = this.#buffered.indexOf(CRLF);
    if (end < 0) return false;
    const line = this.#buffered.toString('latin1', 0, end);
    this.#buffered = this.#buffered.subarray(end + CRLF.length);
    take(line);
    return true;
  }

  #finish(): void {
    const response = this.#response;
    this.#state = 'head';
    this.#response = undefined;
    if (response) this.#done({ ...response, body: Buffer.concat(this.#body) });
  }
}
