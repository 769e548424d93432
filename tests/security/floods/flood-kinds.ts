import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { PROTOCOL_VERSION } from '#protocol';
import { askForEver, type Flood, type FloodCounts, type FloodTarget, FROM, get, keepOpen } from './flood.js';
import { openSockets } from './flood-sockets.js';

const SOCKETS = 2_000;
const RELOADS = 1_500;
const EDGE_KNOWN_FOR_MS = 1_000;
const UPLOADS = 64;
const IMAGE_BYTES = 2 * 1024 ** 2;
const CONNECTIONS = 64;
const TRICKLING = 1_000;
const TRICKLE_EVERY_MS = 1_000;
const UNREAD = 300;
/** A sender with a hundred megabits. More than a network carries is the network's business. */
const PACKETS_PER_SECOND = 10_000;

/** Sockets that say hello, join nothing, and send what nobody waits for. */
const sockets: Flood = (target, counts) =>
  openSockets(target.port, SOCKETS, counts, (say) => {
    say('40');
    const spam = setInterval(() => {
      counts.sent += 1;
      say(`42${JSON.stringify(['session.ping', { sentWallMs: 1 }])}`);
    }, 100);
    return () => clearInterval(spam);
  });

/** Reloads that wait for what comes after the next part, as many as the server holds and more. */
const heldReloads: Flood = ({ port, showId }, counts) => {
  let path = `/live/${showId}/index.m3u8`;
  const look = async () => {
    const base = `http://127.0.0.1:${port}/live/${showId}`;
    const top = await (await fetch(`${base}/index.m3u8`)).text();
    const uri = /^[\w-]+\.m3u8$/m.exec(top)?.[0] ?? 'index.m3u8';
    const list = await (await fetch(`${base}/${uri}`)).text();
    const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(list)?.[1] ?? 0);
    const open = first + (list.match(/#EXTINF/g)?.length ?? 0);
    path = `/live/${showId}/${uri}?_HLS_msn=${open + 1}&_HLS_part=0`;
  };
  setInterval(() => void look().catch(() => undefined), EDGE_KNOWN_FOR_MS);
  void look().then(() => askForEver(port, RELOADS, counts, () => get(path)));
};

/** Whole images that are none, half of them by a co-host. */
const uploads: Flood = ({ port, showId, hostTicket }, counts) => {
  const noise = randomBytes(IMAGE_BYTES);
  const head = (bearer: string) =>
    `POST /api/v1/shows/${showId}/pictures HTTP/1.1\r\nHost: localhost\r\n${bearer}Content-Type: image/png\r\nContent-Length: ${IMAGE_BYTES}\r\n\r\n`;
  askForEver(port, UPLOADS, counts, (number) =>
    Buffer.concat([
      Buffer.from(head(number % 2 === 0 ? '' : `Authorization: Bearer ${hostTicket}\r\n`)),
      noise,
    ]),
  );
};

const badTokens: Flood = ({ port, showId }, counts) =>
  askForEver(port, CONNECTIONS, counts, (number) => {
    const bad = `${number}`.padStart(43, 'x');
    const kinds = [
      get('/api/v1/session', `Authorization: Bearer psk_${bad}\r\n`),
      get(`/api/v1/shows/${showId}`, `Authorization: Bearer pt1.${bad}.${bad}\r\n`),
      get(`/live/t/${bad}.${bad}/${showId}/index.m3u8`),
      get('/api/v1/session', `Cookie: proscenium_session=${bad}\r\n`),
    ];
    return kinds[number % kinds.length] ?? '';
  });

/** Two hundred viewers with free tickets, each of whom writes as fast as one is let. */
const chat: Flood = ({ port, viewerTickets }, counts) => {
  let next = 0;
  openSockets(port, viewerTickets.length, counts, (say) => {
    const ticket = viewerTickets[next++ % viewerTickets.length];
    say('40');
    const join = { version: PROTOCOL_VERSION, ticket, tabId: `flood-${next}` };
    setTimeout(() => say(`420${JSON.stringify(['session.join', join])}`), 300);
    let number = 1;
    const write = setInterval(() => {
      counts.sent += 1;
      number += 1;
      say(`42${number}${JSON.stringify(['chat.send', { text: `flood ${counts.sent} of words and words` }])}`);
      say(`42${number}1${JSON.stringify(['reaction.send', { emoji: '👏' }])}`);
    }, 500);
    return () => clearInterval(write);
  });
};

/** Noise and half-true STUN to the ports of the media workers. */
const packets: Flood = ({ mediaPort }, counts: FloodCounts) => {
  const socket = createSocket('udp4');
  const noise = Array.from({ length: 16 }, (_, at) => {
    const bytes = randomBytes(1_200);
    // STUN, DTLS and RTP are known by their first byte.
    bytes[0] = [0x00, 0x16, 0x80, 0xff][at % 4] ?? 0;
    if (bytes[0] === 0) Buffer.from('000100002112a442', 'hex').copy(bytes);
    return bytes[0] === 0 ? bytes.subarray(0, 20) : bytes;
  });
  socket.bind(0, FROM, () => {
    counts.opened += 1;
    const beganMs = performance.now();
    const burst = () => {
      const due = ((performance.now() - beganMs) / 1_000) * PACKETS_PER_SECOND;
      for (; counts.sent < due; counts.sent += 1)
        socket.send(noise[counts.sent % noise.length] as Buffer, mediaPort + (counts.sent % 2), '127.0.0.1');
    };
    setInterval(burst, 10);
  });
};

const tricklingBodies: Flood = ({ port }, counts) => {
  for (let connection = 0; connection < TRICKLING; connection += 1)
    keepOpen(port, counts, (socket) => {
      socket.resume();
      socket.write(
        'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{',
      );
      const drip = setInterval(() => {
        counts.sent += 1;
        socket.write(' ');
      }, TRICKLE_EVERY_MS);
      socket.once('close', () => clearInterval(drip));
    });
};

/** Asks for pages and media again and again, and reads nothing of them. */
const unreadResponses: Flood = ({ port, showId }, counts) => {
  for (let connection = 0; connection < UNREAD; connection += 1)
    keepOpen(port, counts, (socket) => {
      socket.pause();
      const more = setInterval(() => {
        counts.sent += 1;
        socket.write(get(counts.sent % 2 === 0 ? '/' : `/live/${showId}/index.m3u8`));
      }, 50);
      socket.once('close', () => clearInterval(more));
    });
};

const pages: Flood = ({ port, showId }, counts) =>
  askForEver(port, CONNECTIONS, counts, (number) => get(number % 2 === 0 ? '/' : `/watch/${showId}`));

/** Connections that are closed as soon as they are open. */
const connections: Flood = ({ port }, counts) => {
  for (let connection = 0; connection < CONNECTIONS; connection += 1)
    keepOpen(port, counts, (socket) => socket.destroy());
};

export const FLOODS: Readonly<Record<string, Flood>> = {
  sockets,
  'held reloads': heldReloads,
  uploads,
  'bad tokens': badTokens,
  chat,
  packets,
  'trickling bodies': tricklingBodies,
  'unread responses': unreadResponses,
  pages,
  connections,
};

export type { FloodTarget };
