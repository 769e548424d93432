import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { listenSecurely } from './secure-socket.js';

/** The beginning of a handshake that says its length, of which nothing more comes. */
const CUT_HELLO = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]);

test('a stranger who stops in the middle of a handshake is cut off when its time is over', async () => {
  const listener = await listenSecurely(
    { host: '127.0.0.1', port: 0, secret: 'of all nodes' },
    () => undefined,
  );
  try {
    const socket = connect({ host: '127.0.0.1', port: listener.port });
    socket.on('error', () => undefined);
    socket.write(CUT_HELLO);
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.destroyed).toBe(true);
  } finally {
    await listener.close();
  }
});
