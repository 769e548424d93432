import { connect, type Socket } from 'node:net';

/** A connection to a Unix socket; rejects at once where nobody listens. */
export function connectPath(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
