// Real here: the ports for RTMP, RTMPS and SRT with libsrt, sockets, FFmpeg as an honest sender. Faked: the server's answer to keys.
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newSecret, srtPassphrase } from '#access';
import { type IngestLink, RtmpListener, SrtListener } from '#ingest';
import { Child, keptCertificate, silentLog, systemClock, systemRandom } from '#kernel';
import { BOUNDED_FFMPEG } from '../support/inputs/bounded-ffmpeg.js';
import { freePort } from '../support/kernel/free-port.js';
import { seededRandom } from '../support/kernel/seeded-random.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';

const [HOST, SOON_MS] = ['127.0.0.1', 20_000];
const MOST_OF_ONE_NETWORK = 20;
const random = seededRandom(7);
const bytesOf = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** Keys that senders named, in their order. Nothing is granted. */
let claimed: string[];
const link = {
  claim: (_by: string, key: string) => `session-${claimed.push(key)}`,
  wants: () => undefined,
  note: () => undefined,
  gone: () => undefined,
} as unknown as IngestLink;

let ending: (() => unknown)[];
beforeEach(() => {
  claimed = [];
  ending = [];
});
afterEach(async () => {
  for (const end of ending.reverse()) await end();
});

/** A real sender for as long as it takes until its key is claimed. */
async function untilAskedFor(key: string, url: string, format: string): Promise<void> {
  const source = ['-re', '-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=10'];
  const sender = new Child({
    name: 'sender',
    command: 'ffmpeg',
    args: ['-v', 'error', ...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-f', format, url],
    clock: systemClock,
  });
  ending.push(() => sender.kill());
  await waitFor(`the key ${key}`, SOON_MS, () => claimed.includes(key));
}

describe('the port for RTMP', () => {
  let listener: RtmpListener;
  beforeEach(async () => {
    const options = { host: HOST, port: 0, ffmpeg: BOUNDED_FFMPEG, link, clock: systemClock, log: silentLog };
    listener = await RtmpListener.open(options);
    ending.push(() => listener.close());
  });

  function open(localAddress?: string): Socket & { isOver: boolean } {
    const to = { host: HOST, port: listener.port, ...(localAddress === undefined ? {} : { localAddress }) };
    const socket = Object.assign(connect(to), { isOver: false });
    socket.on('error', () => undefined);
    socket.once('close', () => Object.assign(socket, { isOver: true }));
    ending.push(() => socket.destroy());
    return socket;
  }
  const honest = () => untilAskedFor('honest', `rtmp://${HOST}:${listener.port}/live/honest`, 'flv');

  /** Version and C1, then C2, as every sender begins. */
  const shaken = () => {
    const socket = open();
    socket.write(Buffer.concat([Buffer.of(3), bytesOf(1_536), bytesOf(1_536)]));
    return socket;
  };
  const command = (payload: Buffer) => {
    const header = Buffer.from([3, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0]);
    header.writeUIntBE(payload.length, 4, 3);
    const chunks: Buffer[] = [header];
    for (let at = 0; at < payload.length; at += 128)
      chunks.push(...(at === 0 ? [] : [Buffer.of(0xc3)]), payload.subarray(at, at + 128));
    return Buffer.concat(chunks);
  };
  const chunkBytes = (bytes: number) => {
    const message = Buffer.from([2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    message.writeUInt32BE(bytes, 12);
    return message;
  };
  const text = (value: string) => Buffer.concat([Buffer.of(2, 0, value.length), Buffer.from(value)]);
  const number = Buffer.concat([Buffer.of(0), Buffer.alloc(8)]);
  const createStream = command(Buffer.concat([text('createStream'), number, Buffer.of(5)]));
  /** Objects in objects, without an end. */
  const nested = Buffer.concat([
    ...[text('connect'), number],
    ...Array.from({ length: 2_000 }, () => Buffer.from([3, 0, 1, 97])),
  ]);
  const manyStreams = Buffer.concat(
    Array.from({ length: 30 }, (_, at) =>
      Buffer.concat([Buffer.from([3 + at, 0, 0, 0, 3, 0, 0, 9, 0, 0, 0, 0]), Buffer.alloc(128)]),
    ),
  );

  test.each<[string, () => Buffer]>([
    ['noise', () => bytesOf(4_096)],
    ['a request for a page', () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ])('%s ends the connection', async (_name, bytes) => {
    const socket = open();
    socket.write(bytes());
    await waitFor('the end', SOON_MS, () => socket.isOver);
    await honest();
  });

  test.each<[string, Buffer]>([
    ['chunks of a gigabyte', chunkBytes(0x7f_ff_ff_ff)],
    ['chunks of a byte', chunkBytes(1)],
    ['a message of 16 megabytes', Buffer.from([4, 0, 0, 0, 255, 255, 255, 9, 0, 0, 0, 0, 0])],
    [
      'thirty long messages at once',
      Buffer.concat([
        chunkBytes(16_384),
        ...Array.from({ length: 30 }, (_, at) =>
          Buffer.concat([Buffer.from([3 + at, 0, 0, 0, 3, 0, 0, 9, 0, 0, 0, 0]), Buffer.alloc(16_384)]),
        ),
      ]),
    ],
    ['objects in objects without an end', command(nested)],
    ['a hundred questions', Buffer.concat(Array.from({ length: 101 }, () => createStream))],
    ['a chunk of a stream that never began', Buffer.from([0xc9, 1, 2, 3])],
  ])('after the handshake, %s end the connection and nobody else', async (_name, bytes) => {
    const socket = shaken();
    socket.write(bytes);
    socket.resume();
    await waitFor('the end', SOON_MS, () => socket.isOver);
    await honest();
    expect(claimed).toEqual(['honest']);
  });

  test('who says nothing, or byte by byte, is ended after ten seconds', async () => {
    const [silent, slow] = [open(), open()];
    slow.write(Buffer.of(3));
    const stop = systemClock.every(500, () => slow.writable && slow.write(Buffer.of(0)));
    ending.push(stop);
    await waitFor('both ends', SOON_MS, () => silent.isOver && slow.isOver);
  }, 30_000);

  test('connections of ten networks, which take all places, keep no sender out', async () => {
    const all = Array.from({ length: 200 }, (_, at) => open(`127.0.0.${2 + (at % 10)}`));
    await waitFor('the connections', SOON_MS, () => all.every(({ readyState }) => readyState !== 'opening'));
    await honest();
  });

  test('one network has twenty connections at once; the others that it opens end at once', async () => {
    const all = Array.from({ length: 120 }, () => open());
    await waitFor('the ends', SOON_MS, () => all.filter(({ isOver }) => isOver).length === 100);
    for (const socket of all) socket.destroy();
    await honest();
    expect(all.length - 100).toBe(MOST_OF_ONE_NETWORK);
  });

  test('strangers hold little memory, whatever they send', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const sockets = Array.from({ length: MOST_OF_ONE_NETWORK }, () => shaken());
    for (const socket of sockets) socket.write(manyStreams);
    for (const socket of sockets) socket.resume();
    await waitFor('the answers', SOON_MS, () => sockets.every(({ bytesRead }) => bytesRead > 3_000));
    expect((process.memoryUsage().arrayBuffers - before) / 2 ** 20).toBeLessThan(16);
  });
});

describe('the port for RTMPS', () => {
  const folder = temporaryFolder();
  let listener: RtmpListener;
  beforeEach(async () => {
    const certificate = { folder: folder.path, hosts: [HOST], clock: systemClock, random: systemRandom };
    const options = { host: HOST, port: 0, ffmpeg: BOUNDED_FFMPEG, link, clock: systemClock, log: silentLog };
    listener = await RtmpListener.open({ ...options, tls: await keptCertificate(certificate) });
    ending.push(() => listener.close());
  });
  afterAll(() => folder.remove());

  function watched<S extends Socket>(socket: S): S & { isOver: boolean } {
    const opened = Object.assign(socket, { isOver: false });
    socket.on('error', () => undefined);
    socket.once('close', () => Object.assign(opened, { isOver: true }));
    ending.push(() => socket.destroy());
    return opened;
  }
  const open = () => watched(connect({ host: HOST, port: listener.port }));
  const openTls = () => watched(connectTls({ host: HOST, port: listener.port, rejectUnauthorized: false }));
  const honest = () => untilAskedFor('honest', `rtmps://${HOST}:${listener.port}/live/honest`, 'flv');

  /** A handshake says its length, of which nothing comes. */
  const cutHello = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]);

  test.each<[string, () => Buffer]>([
    ['noise', () => bytesOf(4_096)],
    ['a request for a page', () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['RTMP without TLS', () => Buffer.concat([Buffer.of(3), bytesOf(1_536), bytesOf(1_536)])],
    ['a record that is longer than any', () => Buffer.from([22, 3, 1, 255, 255, ...bytesOf(200)])],
  ])('%s ends the connection and nobody else', async (_name, bytes) => {
    const socket = open();
    socket.write(bytes());
    socket.resume();
    await waitFor('the end', SOON_MS, () => socket.isOver);
    await honest();
    expect(claimed).toEqual(['honest']);
  });

  test('a handshake that stops in its middle is ended after ten seconds, and cut off it holds no place', async () => {
    const cut = Array.from({ length: 40 }, () => open());
    for (const socket of cut) socket.write(cutHello, () => socket.destroy());
    await waitFor('the ends', SOON_MS, () => cut.every(({ isOver }) => isOver));
    const stopped = open();
    stopped.write(cutHello);
    stopped.resume();
    await honest();
    await waitFor('the end', SOON_MS, () => stopped.isOver);
  }, 40_000);

  test('noise within TLS ends the connection, and so does noise between its records', async () => {
    const within = openTls();
    within.write(bytesOf(4_096));
    const raw = open();
    const between = watched(connectTls({ socket: raw, rejectUnauthorized: false }));
    between.once('secureConnect', () => raw.write(bytesOf(4_096)));
    for (const socket of [within, between]) socket.resume();
    await waitFor('the ends', SOON_MS, () => within.isOver && between.isOver);
    await honest();
  });
});

describe('the port for SRT', () => {
  const SECRET = 'the secret that passphrases follow from';
  let port: number;
  let listener: SrtListener;
  // One for all of them: a process loads libsrt once.
  beforeAll(async () => {
    port = await freePort();
    const options = { host: HOST, port, ffmpeg: BOUNDED_FFMPEG, link, clock: systemClock, log: silentLog };
    listener = SrtListener.open({ ...options, secret: () => SECRET });
  });
  afterAll(() => listener?.close());
  const honest = (key: string) => {
    const passphrase = srtPassphrase(SECRET, key);
    return untilAskedFor(key, `srt://${HOST}:${port}?streamid=${key}&passphrase=${passphrase}`, 'mpegts');
  };

  /** A handshake as a caller begins it (SRT, 3.2.1), with something of it wrong. */
  const handshake = (at: number) => {
    const bytes = Buffer.concat([Buffer.from('80000000000000000000000000000000', 'hex'), bytesOf(48)]);
    bytes.writeUInt32BE(at % 2 === 0 ? 4 : 5, 16);
    bytes.writeUInt32BE(at % 3 === 0 ? 1 : 0xff_ff_ff_ff, 36);
    return bytes;
  };

  test.each<[string, (at: number) => Buffer]>([
    ['noise', () => bytesOf(200)],
    ['beginnings of handshakes', handshake],
  ])(
    '10,000 packets of %s keep no sender out',
    async (_name, packet) => {
      const packets = Array.from({ length: 64 }, (_, at) => packet(at));
      const socket = createSocket('udp4');
      ending.push(() => socket.close());
      const before = process.memoryUsage().rss;
      for (let sent = 0; sent < 10_000; sent += 1) {
        socket.send(packets[sent % packets.length] as Buffer, port, HOST);
        if (sent % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await honest(newSecret('input-key'));
      expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(64);
    },
    40_000,
  );

  test('a key that is none of this site is refused in the handshake, and the server hears nothing of it', async () => {
    const key = newSecret('input-key');
    const strangers = ['pik_nobody', key, '#!::r=,m=publish', 'x'.repeat(500)].map((streamId) => {
      const query = `streamid=${encodeURIComponent(streamId)}&passphrase=${'wrong'.repeat(4)}`;
      const args = [
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        'testsrc',
        '-f',
        'mpegts',
        `srt://${HOST}:${port}?${query}`,
      ];
      return new Child({ name: 'stranger', command: 'ffmpeg', args, clock: systemClock }).exited;
    });
    for (const { kind } of await Promise.all(strangers)) expect(kind).not.toBe('finished');
    expect(claimed).toEqual([]);
    await honest(key);
  }, 40_000);
});
