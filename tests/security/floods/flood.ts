import { connect, type Socket } from 'node:net';

/** What every sender of a flood knows. */
export interface FloodTarget {
  port: number;
  /** Media workers listen here and on the ports after it. */
  mediaPort: number;
  showId: string;
  /** Of the show: a co-host's and many free ones of viewers. */
  hostTicket: string;
  viewerTickets: readonly string[];
}

/** What came of it, as the senders see it. */
export interface FloodCounts {
  opened: number;
  sent: number;
  refused: number;
}

export type Flood = (target: FloodTarget, counts: FloodCounts) => void;

/** All senders are one address, and another one than that of honest people. */
export const FROM = '127.0.0.2';
const AGAIN_AFTER_MS = 50;

/** A connection that is opened again whenever the server ends it. `opened` writes to it. */
export function keepOpen(port: number, counts: FloodCounts, opened: (socket: Socket) => void): void {
  const open = () => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: FROM, noDelay: true });
    socket.on('error', () => undefined);
    socket.once('connect', () => {
      counts.opened += 1;
      opened(socket);
    });
    socket.once('close', () => {
      counts.refused += 1;
      setTimeout(open, AGAIN_AFTER_MS);
    });
  };
  open();
}

/** Writes the next request as soon as something of the last answer is there. */
export function askForEver(
  port: number,
  connections: number,
  counts: FloodCounts,
  next: (number: number) => string | Buffer,
): void {
  for (let connection = 0; connection < connections; connection += 1)
    keepOpen(port, counts, (socket) => {
      const ask = () => {
        counts.sent += 1;
        socket.write(next(counts.sent));
      };
      socket.on('data', ask);
      ask();
    });
}

export const get = (path: string, headers = ''): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
