import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const BYTES = 2;
const CLOSE = 8;
const TWO_MORE_BYTES = 126;
const MASK_BYTES = 4;

type Answer = (text: string) => void;

export interface TextSocketRoutes {
  /** A connection was made with these headers. */
  onOpen?(headers: IncomingHttpHeaders, answer: Answer): void;
  onText?(text: string, answer: Answer): void;
  onBytes?(bytes: Buffer, answer: Answer): void;
}

/** A WebSocket server that answers short texts: each message that comes is given away with a way to answer. */
export class TextSocketServer {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async listen(routes: TextSocketRoutes): Promise<TextSocketServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TextSocketServer(server, routes);
  }

  private constructor(server: Server, { onOpen, onText, onBytes }: TextSocketRoutes) {
    this.#server = server;
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('upgrade', ({ headers }, stream) => {
      const socket = stream as Socket;
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      const key = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`).digest('base64');
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          `Sec-WebSocket-Accept: ${key}\r\n\r\n`,
      );
      const answer: Answer = (text) => socket.write(frameOf(text));
      const read = frameReader((opcode, bytes) => {
        if (opcode === CLOSE) socket.end();
        else if (opcode === TEXT) onText?.(bytes.toString(), answer);
        else if (opcode === BYTES) onBytes?.(bytes, answer);
      });
      onOpen?.(headers, answer);
      socket.on('data', read);
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

function frameOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head =
    bytes.length < TWO_MORE_BYTES
      ? Buffer.from([0x80 | TEXT, bytes.length])
      : Buffer.from([0x80 | TEXT, TWO_MORE_BYTES, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([head, bytes]);
}

/** Frames of a client, which are masked, from pieces of any size. */
function frameReader(onFrame: (opcode: number, bytes: Buffer) => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      if (rest.length < 2) return;
      const short = rest.readUInt8(1) & 0x7f;
      const isLong = short === TWO_MORE_BYTES;
      const headBytes = (isLong ? 4 : 2) + MASK_BYTES;
      if (rest.length < headBytes) return;
      const length = isLong ? rest.readUInt16BE(2) : short;
      if (rest.length < headBytes + length) return;
      const mask = rest.subarray(headBytes - MASK_BYTES, headBytes);
      const bytes = Buffer.from(rest.subarray(headBytes, headBytes + length)).map(
        (byte, at) => byte ^ (mask[at % MASK_BYTES] ?? 0),
      );
      onFrame(rest.readUInt8(0) & 0x0f, Buffer.from(bytes));
      rest = rest.subarray(headBytes + length);
    }
  };
}
