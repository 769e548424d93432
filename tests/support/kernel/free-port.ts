import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what the kernel gives to outgoing connections: one of those may take a port before its server does. */
const PORTS = { from: 10_000, to: 32_000 };
const TRIES = 50;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free between ${PORTS.from} and ${PORTS.to}`);
}
