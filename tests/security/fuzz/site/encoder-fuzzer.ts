import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect } from 'node:net';
import { systemClock } from '#kernel';
import type { Random } from '../../../support/kernel/seeded-random.js';
import { waitFor } from '../../../support/kernel/wait-for.js';
import { mutateBytes } from '../mutate-bytes.js';
import { Tally } from './tally.js';

const HOST = '127.0.0.1';
const BLOCK_BYTES = 1_536;
const ENDED_WITHIN_MS = 30_000;
const PACKETS_A_TURN = 20;
const OPEN_WITHIN_MS = 30_000;

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, HOST, () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });

const text = (value: string) => Buffer.concat([Buffer.of(2, 0, value.length), Buffer.from(value)]);
const number = Buffer.concat([Buffer.of(0), Buffer.alloc(8)]);
const chunk = (type: number, payload: Buffer) => {
  const header = Buffer.from([3, 0, 0, 0, 0, 0, 0, type, 0, 0, 0, 0]);
  header.writeUIntBE(payload.length, 4, 3);
  return Buffer.concat([header, payload]);
};
const app = Buffer.concat([Buffer.of(3, 0, 3), Buffer.from('app'), text('live'), Buffer.of(0, 0, 9)]);

/** What senders say after the handshake, each whole: connect, create a stream, publish, media, chunk length. */
const RTMP_CORPUS = [
  chunk(20, Buffer.concat([text('connect'), number, app])),
  chunk(20, Buffer.concat([text('createStream'), number, Buffer.of(5)])),
  chunk(20, Buffer.concat([text('publish'), number, Buffer.of(5), text('pik_nobody'), text('live')])),
  chunk(9, Buffer.alloc(100, 0x17)),
  chunk(1, Buffer.from([0, 0, 16, 0])),
];
/** The beginnings of SRT's handshakes, and what comes after them. */
const SRT_CORPUS = [4, 5].map((version) => {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x80_00_00_00, 0);
  bytes.writeUInt32BE(version, 16);
  bytes.writeUInt32BE(version === 4 ? 1 : 0xff_ff_ff_ff, 36);
  return bytes;
});

export interface EncoderFuzzerOptions {
  rtmpPort: number;
  srtPort: number;
  perSecond: number;
  random: Random;
  signal: AbortSignal;
}

/** Spoilt senders at the ports for RTMP and SRT. A port that takes no connection any more is a fault. */
export class EncoderFuzzer {
  readonly tally = new Tally('RTMP and SRT');
  readonly #options: EncoderFuzzerOptions;

  constructor(options: EncoderFuzzerOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { rtmpPort, perSecond, random, signal } = this.#options;
    // The ports are opened with the first input of a show, just now.
    await waitFor('the port for RTMP', OPEN_WITHIN_MS, () => isOpen(rtmpPort));
    const packets = createSocket('udp4');
    try {
      while (!signal.aborted) {
        await this.#rtmp(mutateBytes(RTMP_CORPUS, random), random() < 0.9);
        this.#srt(packets);
        await systemClock.sleep(1_000 / perSecond, signal).catch(() => undefined);
      }
    } finally {
      packets.close();
    }
  }

  /** One connection, until it is ended: by the port where what came is no RTMP, by us otherwise. */
  #rtmp(said: Buffer, isShaken: boolean): Promise<void> {
    const { rtmpPort, random, signal } = this.#options;
    const hello = isShaken
      ? [Buffer.of(3), Buffer.alloc(BLOCK_BYTES, random() * 256), Buffer.alloc(BLOCK_BYTES)]
      : [];
    return new Promise((resolve) => {
      let isConnected = false;
      const socket = connect(rtmpPort, HOST, () => {
        isConnected = true;
        socket.write(Buffer.concat([...hello, ...RTMP_CORPUS.slice(0, Math.floor(random() * 3)), said]));
        cancels.push(systemClock.after(200, () => socket.end()));
      });
      const cancels = [systemClock.after(ENDED_WITHIN_MS, () => socket.destroy(new Error('it never ended')))];
      socket.resume();
      socket.once('error', (error) => {
        if (!isConnected && !signal.aborted) this.tally.fault(`RTMP: ${error.message}`);
      });
      socket.once('close', () => {
        for (const cancel of cancels) cancel();
        this.tally.add(isConnected ? 'ended' : 'not connected');
        resolve();
      });
    });
  }

  #srt(packets: UdpSocket): void {
    const { srtPort, random } = this.#options;
    for (let sent = 0; sent < PACKETS_A_TURN; sent += 1)
      packets.send(mutateBytes(SRT_CORPUS, random), srtPort, HOST, () => undefined);
    this.tally.add('packets', PACKETS_A_TURN);
  }
}
