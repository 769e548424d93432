import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const TEXT = 0x81;
const MASKED = 0x80;
/** A mask of zeros masks nothing: what is sent is what was written. */
const NO_MASK = Buffer.alloc(4);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** Read into by one socket after the other: what arrived is looked at before the next one reads. */
const ARRIVING = Buffer.allocUnsafeSlow(256 * 1024);

/** A frame of text in what has arrived from `at` on; nothing while it is not whole. Servers do not mask. */
function frameAt(bytes: Buffer, at: number): { from: number; to: number } | undefined {
  if (bytes.length - at < 2) return undefined;
  const short = bytes.readUInt8(at + 1);
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const from = at + 2 + lengthBytes;
  if (bytes.length < from) return undefined;
  const length =
    lengthBytes === 0 ? short : bytes.readUIntBE(from - Math.min(6, lengthBytes), Math.min(6, lengthBytes));
  return bytes.length < from + length ? undefined : { from, to: from + length };
}

/** The least that speaks WebSocket, without extensions: a meter with thousands of them leaves the machine to the server. */
export class PlainWebSocket {
  readonly #onText: (text: Buffer) => void;
  readonly #socket: Socket;
  #rest: Buffer | undefined;
  #isOpen = false;
  #opened: () => void = () => undefined;

  /** The view of a text is only valid until it returns. */
  static open(
    port: number,
    path: string,
    onText: (text: Buffer) => void,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<PlainWebSocket> {
    return new Promise((resolve, reject) => {
      const socket: PlainWebSocket = new PlainWebSocket(port, path, { onText, failed: reject, headers });
      socket.#opened = () => resolve(socket);
    });
  }

  private constructor(
    port: number,
    path: string,
    {
      onText,
      failed,
      headers,
    }: {
      onText: (text: Buffer) => void;
      failed: (error: Error) => void;
      headers: Readonly<Record<string, string>>;
    },
  ) {
    this.#onText = onText;
    const read = (length: number) => {
      this.#arrived(ARRIVING.subarray(0, length));
      return true;
    };
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: { buffer: ARRIVING, callback: read },
    });
    this.#socket.on('error', failed);
    this.#socket.on('close', () => failed(new Error('the server closed the socket')));
    const key = randomBytes(16).toString('base64');
    const lines = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  }

  /** Up to 64 KiB. */
  send(text: string): void {
    const bytes = Buffer.from(text);
    const head =
      bytes.length < 126
        ? Buffer.from([TEXT, MASKED | bytes.length])
        : Buffer.from([TEXT, MASKED | 126, bytes.length >> 8, bytes.length & 0xff]);
    this.#socket.write(Buffer.concat([head, NO_MASK, bytes]));
  }

  close(): void {
    this.#socket.destroy();
  }

  #arrived(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = this.#isOpen ? 0 : this.#readHead(bytes);
    for (let frame = this.#frame(bytes, at); frame !== undefined; frame = this.#frame(bytes, at)) {
      at = frame.to;
      this.#onText(bytes.subarray(frame.from, frame.to));
    }
    this.#rest = at === bytes.length ? undefined : Buffer.from(bytes.subarray(at));
  }

  #frame(bytes: Buffer, at: number): ReturnType<typeof frameAt> {
    return this.#isOpen ? frameAt(bytes, at) : undefined;
  }

  #readHead(bytes: Buffer): number {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end < 0) return 0;
    if (!bytes.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101')) {
      this.#socket.destroy(new Error('the server does not switch to WebSocket'));
      return 0;
    }
    this.#isOpen = true;
    this.#opened();
    return end + END_OF_HEAD.length;
  }
}
