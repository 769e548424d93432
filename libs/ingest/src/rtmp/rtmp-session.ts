import { type RandomBytes, systemRandom } from '#kernel';
import { type AmfValue, decodeAmf, encodeAmf } from './amf0.js';
import { ChunkReader, type RtmpMessage, WRITTEN_CHUNK_BYTES, writeChunks } from './chunk-reader.js';
import { Handshake } from './handshake.js';

export interface RtmpSessionPort {
  write(bytes: Buffer): void;
  /** A sender wants to publish with this key; answered by `accept` or `refuse`. */
  wantsToPublish(key: string): void;
  /** A body of an FLV tag: 8 is audio, 9 video, 18 data. Only after `accept`. */
  media(type: number, timestampMs: number, body: Buffer): void;
  /** The sender says that it ends. */
  goodbye(): void;
}

const TYPE = {
  chunkBytes: 1,
  ack: 3,
  window: 5,
  bandwidth: 6,
  audio: 8,
  video: 9,
  data: 18,
  command: 20,
} as const;
const COMMANDS = 3;
const CONTROL = 2;
const WINDOW_BYTES = 2_500_000;
const PUBLISHED_STREAM = 1;
const LONGEST_COMMAND_BYTES = 16_384;
/** Of one connection: a sender has about ten from its beginning to its end, and each is answered. */
const MOST_COMMANDS = 100;
/** Longer ones are wrong, and are cut before they are looked for. */
const LONGEST_KEY = 200;
const APP = 'live';

/** One RTMP connection, as bytes in and out: who it is decides the port's owner before anything is acknowledged. */
export class RtmpSession {
  readonly #port: RtmpSessionPort;
  readonly #random: RandomBytes;
  readonly #handshake = new Handshake();
  readonly #chunks = new ChunkReader();
  #isShaken = false;
  #state: 'new' | 'connected' | 'asked' | 'publishing' | 'over' = 'new';
  #received = 0;
  #acknowledged = 0;
  #commands = 0;

  constructor(port: RtmpSessionPort, random: RandomBytes = systemRandom) {
    this.#port = port;
    this.#random = random;
  }

  /** Throws a RangeError for what is no RTMP: the connection is to be closed. */
  push(bytes: Buffer): void {
    this.#received += bytes.length;
    const rest = this.#isShaken
      ? bytes
      : this.#handshake.push(bytes, this.#random, (out) => this.#port.write(out));
    if (rest === undefined) return;
    this.#isShaken = true;
    this.#chunks.push(rest, (message) => this.#take(message));
    this.#acknowledge();
  }

  accept(): void {
    if (this.#state !== 'asked') return;
    this.#state = 'publishing';
    this.#chunks.trust();
    this.#status('status', 'NetStream.Publish.Start', 'Go ahead.');
  }

  /** OBS and others show this as a wrong key or address. */
  refuse(reason: string): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#status('error', 'NetStream.Publish.BadName', reason);
  }

  #take(message: RtmpMessage): void {
    const { type, payload, timestampMs } = message;
    if (type === TYPE.chunkBytes && payload.length >= 4)
      this.#chunks.setChunkBytes(payload.readUInt32BE() & 0x7f_ff_ff_ff);
    else if (type === TYPE.command) this.#command(payload);
    else if (type === TYPE.audio || type === TYPE.video || type === TYPE.data) {
      if (this.#state === 'publishing') this.#port.media(type, timestampMs, payload);
    }
  }

  #command(payload: Buffer): void {
    if (payload.length > LONGEST_COMMAND_BYTES) throw new RangeError('a command that is too long');
    this.#commands += 1;
    if (this.#commands > MOST_COMMANDS) throw new RangeError('too many commands');
    const [name, transaction, ...rest] = decodeAmf(payload);
    const id = typeof transaction === 'number' ? transaction : 0;
    if (name === 'connect') this.#connect(id, rest[0]);
    else if (name === 'createStream') this.#answer(id, [null, PUBLISHED_STREAM]);
    else if (name === 'publish') this.#publish(rest[1]);
    else if (name === 'deleteStream' || name === 'FCUnpublish' || name === 'closeStream') this.#end();
    else if (name === 'releaseStream' || name === 'FCPublish') this.#answer(id, [null, null]);
  }

  #connect(id: number, asked: AmfValue | undefined): void {
    if (this.#state !== 'new') throw new RangeError('connected twice');
    const app = typeof asked === 'object' && asked !== null ? asked.app : undefined;
    if (typeof app !== 'string' || app.replace(/\/+$/, '').split('?')[0] !== APP) {
      this.#state = 'over';
      this.#send('_error', id, [
        null,
        {
          level: 'error',
          code: 'NetConnection.Connect.InvalidApp',
          description: 'The address ends with /live.',
        },
      ]);
      this.#port.goodbye();
      return;
    }
    this.#state = 'connected';
    this.#control(TYPE.window, [WINDOW_BYTES]);
    this.#control(TYPE.bandwidth, [WINDOW_BYTES], Buffer.of(2));
    this.#control(TYPE.chunkBytes, [WRITTEN_CHUNK_BYTES]);
    this.#answer(id, [
      { fmsVer: 'FMS/3,0,1,123', capabilities: 31 },
      {
        level: 'status',
        code: 'NetConnection.Connect.Success',
        description: 'Connected.',
        objectEncoding: 0,
      },
    ]);
  }

  #publish(name: AmfValue | undefined): void {
    if (this.#state !== 'connected' || typeof name !== 'string')
      throw new RangeError('published out of order');
    this.#state = 'asked';
    this.#port.wantsToPublish((name.split('?')[0] ?? '').slice(0, LONGEST_KEY));
  }

  #end(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#port.goodbye();
  }

  /** Some senders stop when nothing of what they sent is acknowledged. */
  #acknowledge(): void {
    if (this.#received - this.#acknowledged < WINDOW_BYTES / 2) return;
    this.#acknowledged = this.#received;
    this.#control(TYPE.ack, [this.#received % 2 ** 32]);
  }

  #answer(id: number, values: AmfValue[]): void {
    this.#send('_result', id, values);
  }

  #status(level: string, code: string, description: string): void {
    this.#send('onStatus', 0, [null, { level, code, description }], PUBLISHED_STREAM);
  }

  #send(name: string, id: number, values: AmfValue[], streamId = 0): void {
    const payload = encodeAmf([name, id, ...values]);
    this.#port.write(writeChunks(COMMANDS, { type: TYPE.command, streamId, timestampMs: 0, payload }));
  }

  #control(type: number, numbers: number[], more: Buffer = Buffer.alloc(0)): void {
    const payload = Buffer.alloc(numbers.length * 4);
    for (const [index, number] of numbers.entries()) payload.writeUInt32BE(number, index * 4);
    this.#port.write(
      writeChunks(CONTROL, { type, streamId: 0, timestampMs: 0, payload: Buffer.concat([payload, more]) }),
    );
  }
}
