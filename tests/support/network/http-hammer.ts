import { connect, type Socket } from 'node:net';

export interface HammerOptions {
  url: string;
  /** The next request; undefined when it is enough. */
  nextPath(): string | undefined;
  connections: number;
}

/** Longer than any head that is answered here. */
const HEAD_BYTES = 2_048;
const READ_BYTES = 262_144;
const OK = 'HTTP/1.1 200 ';

/** Where the answer ends that begins here, or nothing before its whole head is there. */
function answerBytes(head: string): number | undefined {
  const end = head.indexOf('\r\n\r\n');
  return end < 0 ? undefined : end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]);
}

/**
 * Asks over kept connections as fast as answers come; counts whole answers by their known length. It reads into one
 * buffer, since a client that is busy with itself leaves the server waiting, which costs that, too.
 */
export async function hammer({ url, nextPath, connections }: HammerOptions): Promise<number> {
  const { hostname, port } = new URL(url);
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  let responses = 0;
  let isOver = false;
  /** Until there is nothing more to ask, or the server has had enough of this connection. */
  const connection = () =>
    new Promise<void>((resolve, reject) => {
      let dueBytes = 0;
      let head = '';
      let isAsking = false;
      let isLast = false;
      const begin = (length: number): number => {
        const read = Math.min(length, HEAD_BYTES);
        head += buffer.toString('latin1', 0, read);
        const whole = answerBytes(head);
        if (whole === undefined) return 0;
        if (!head.startsWith(OK)) socket.destroy(new Error(`answered ${head.split('\r\n')[0]}`));
        isLast = /\r\nconnection: close/i.test(head);
        const before = head.length - read;
        head = '';
        return whole - before;
      };
      const read = (length: number) => {
        if (dueBytes === 0) dueBytes = begin(length);
        if (dueBytes === 0) return true;
        dueBytes -= length;
        if (dueBytes > 0) return true;
        responses += 1;
        isAsking = false;
        if (isLast) socket.end();
        else ask();
        return true;
      };
      const ask = () => {
        const path = nextPath();
        isOver ||= path === undefined;
        isAsking = path !== undefined;
        if (path === undefined) socket.end();
        else socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`);
      };
      const socket: Socket = connect({
        ...{ port: Number(port), host: hostname },
        onread: { buffer, callback: read },
      });
      socket.once('connect', ask);
      socket.once('error', reject);
      socket.once('close', () => (isAsking ? reject(new Error('closed without an answer')) : resolve()));
    });
  const run = async () => {
    while (!isOver) await connection();
  };
  await Promise.all(Array.from({ length: connections }, run));
  return responses;
}
