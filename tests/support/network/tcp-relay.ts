import { createServer, type Server, Socket } from 'node:net';
import { systemClock } from '#kernel';
import { seededRandom } from '../kernel/seeded-random.js';
import { Impairment, type Impairments } from './impairment.js';

/** What a line carries in one piece; loss and delay are decided for each. */
const SEGMENT_BYTES = 1_448;
/** A lost piece is sent again after this: Linux waits at least so long when nothing tells it sooner. */
const RETRANSMIT_MS = 200;
const SEED = 20_240;

/**
 * A TCP line that can be made bad. The stream stays whole, as TCP keeps it: a lost piece comes later and holds back
 * what follows it on its connection, and in a cut everything waits.
 */
export class TcpRelay {
  readonly #server: Server;
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  readonly #pending = new Set<() => void>();
  readonly #random = seededRandom(SEED);
  readonly #lines = new Set<Impairment>();
  #settings: Impairments = {};
  #cut: { whole: Promise<void>; mend(): void } | undefined;

  static async create(target: { host: string; port: number }): Promise<TcpRelay> {
    const relay = new TcpRelay(target);
    await new Promise<void>((resolve, reject) => {
      relay.#server.once('error', reject);
      relay.#server.listen(0, '127.0.0.1', resolve);
    });
    return relay;
  }

  private constructor(target: { host: string; port: number }) {
    this.#target = target;
    this.#server = createServer({ noDelay: true }, (client) => this.#pass(client));
  }

  get url(): string {
    const address = this.#server.address();
    return `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  }

  /** Both ways, from now on. */
  impair(settings: Impairments): void {
    this.#settings = settings;
    for (const line of this.#lines) line.set(settings);
  }

  cut(): void {
    if (this.#cut) return;
    let mend = (): void => undefined;
    const whole = new Promise<void>((resolve) => {
      mend = resolve;
    });
    this.#cut = { whole, mend };
  }

  mend(): void {
    this.#cut?.mend();
    this.#cut = undefined;
  }

  async close(): Promise<void> {
    this.mend();
    for (const cancel of this.#pending) cancel();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pass(client: Socket): void {
    const server = new Socket();
    server.setNoDelay(true);
    server.connect(this.#target.port, this.#target.host);
    this.#carry(client, server);
    this.#carry(server, client);
  }

  #carry(from: Socket, to: Socket): void {
    const line = new Impairment(this.#random);
    line.set(this.#settings);
    this.#lines.add(line);
    this.#sockets.add(from);
    let last: Promise<void> = Promise.resolve();
    const queue = (action: () => void, bytes: number) => {
      const arrived = this.#arrival(line, bytes);
      last = last
        .then(() => arrived)
        .then(() => this.#cut?.whole)
        .then(action);
    };
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += SEGMENT_BYTES) {
        const piece = chunk.subarray(at, at + SEGMENT_BYTES);
        queue(() => void to.write(piece), piece.length);
      }
    });
    from.on('end', () => queue(() => void to.end(), 0));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      this.#lines.delete(line);
      if (from.errored) to.destroy();
    });
  }

  #arrival(line: Impairment, bytes: number): Promise<void> {
    const nowMs = systemClock.monotonicMs();
    let sentMs = nowMs;
    let arrivesMs = line.departureMs(sentMs, bytes);
    while (arrivesMs === undefined) {
      sentMs += RETRANSMIT_MS;
      arrivesMs = line.departureMs(sentMs, bytes);
    }
    if (arrivesMs <= nowMs) return Promise.resolve();
    const waitMs = arrivesMs - nowMs;
    return new Promise((resolve) => {
      const cancel = systemClock.after(waitMs, () => {
        this.#pending.delete(cancel);
        resolve();
      });
      this.#pending.add(cancel);
    });
  }
}
