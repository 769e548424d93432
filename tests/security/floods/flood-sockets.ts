import { randomBytes } from 'node:crypto';
import { type FloodCounts, keepOpen } from './flood.js';

const NO_MASK = Buffer.alloc(4);
const PING = '2';
const PONG = '3';

/** A frame of text, masked by zeros: what is sent is what was written. */
function frame(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head =
    bytes.length < 126
      ? Buffer.from([0x81, 0x80 | bytes.length])
      : Buffer.from([0x81, 0x80 | 126, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([head, NO_MASK, bytes]);
}

/**
 * So many sockets of signaling, opened again when they are closed. `opened` gets what it speaks by, and answers with what
 * ends it.
 */
export function openSockets(
  port: number,
  count: number,
  counts: FloodCounts,
  opened: (say: (text: string) => void) => () => void,
): void {
  for (let socketNumber = 0; socketNumber < count; socketNumber += 1)
    keepOpen(port, counts, (socket) => {
      const key = randomBytes(16).toString('base64');
      socket.write(
        'GET /signal/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n' +
          `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
      );
      const say = (text: string) => {
        if (socket.writable) socket.write(frame(text));
      };
      let stop: (() => void) | undefined;
      socket.on('data', (data) => {
        // Its first answer is the switch of protocols; later a ping is a frame of one character.
        if (stop === undefined) {
          if (data.toString('latin1', 0, 12) !== 'HTTP/1.1 101') return void socket.destroy();
          stop = opened(say);
        } else if (data.length === 3 && data.toString('latin1', 2) === PING) say(PONG);
      });
      socket.once('close', () => stop?.());
    });
}
