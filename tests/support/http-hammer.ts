import { connect, type Socket } from 'node:net';

export interface HammerOptions {
  url: string;
  path: string;
  connections: number;
  signal: AbortSignal;
}

/** Asks for one path over kept connections as fast as answers come; counts whole answers by their known length. */
export async function hammer({ url, path, connections, signal }: HammerOptions): Promise<number> {
  const { hostname, port } = new URL(url);
  const request = `GET ${path} HTTP/1.1\r\nHost: bench\r\n\r\n`;
  let responses = 0;
  const run = () =>
    new Promise<void>((resolve, reject) => {
      const socket: Socket = connect(Number(port), hostname, () => socket.write(request));
      let dueBytes = 0;
      let head = '';
      socket.on('data', (chunk) => {
        let { length } = chunk;
        if (dueBytes === 0) {
          head += chunk.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          const size = Number(/content-length: (\d+)/i.exec(head)?.[1]);
          dueBytes = end + 4 + size;
          length = head.length;
          head = '';
        }
        dueBytes -= length;
        if (dueBytes > 0) return;
        responses += 1;
        if (signal.aborted) socket.end();
        else socket.write(request);
      });
      socket.once('error', reject);
      socket.once('close', () => resolve());
    });
  await Promise.all(Array.from({ length: connections }, run));
  return responses;
}
