import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Listening, listenError } from './listen-error.js';

/** Throws what a person should read when the port cannot be had, before anything costly is begun. */
export async function checkPort(wanted: Listening): Promise<void> {
  if (wanted.port === 0) return;
  const server = createServer();
  try {
    await once(server.listen({ host: wanted.host, port: wanted.port, exclusive: true }), 'listening');
  } catch (error) {
    throw listenError(error, wanted);
  }
  server.close();
  await once(server, 'close');
}
