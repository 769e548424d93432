import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface HangingAddress {
  port: number;
  /** A client has said it, and the server has done it. */
  hung: Promise<void>;
  close(): Promise<void>;
}

/** Leads to the server at this socket file. A client that has said `text` says nothing more, and does not end either. */
export async function hangAfter(path: string, text: string): Promise<HangingAddress> {
  const sockets = new Set<Socket>();
  let hang: () => void = () => undefined;
  const hung = new Promise<void>((resolve) => {
    hang = resolve;
  });
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const far = connect(path);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    client.on('data', (said: Buffer) => {
      far.write(said);
      if (!said.includes(text)) return;
      client.pause();
      far.once('data', hang);
    });
    far.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    hung,
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
