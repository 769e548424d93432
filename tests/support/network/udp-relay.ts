import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { systemClock } from '#kernel';
import { seededRandom } from '../kernel/seeded-random.js';
import { Impairment, type Impairments } from './impairment.js';

export interface RelayTarget {
  host: string;
  port: number;
}

export interface RelayCount {
  passed: number;
  dropped: number;
}

interface Passage {
  socket: Socket;
  client: RemoteInfo;
}

const HOST = '127.0.0.1';

function bound(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, HOST, () => resolve(socket.address().port));
  });
}

/**
 * A bad network for UDP: stands between clients and one server and treats each direction as told. Portable where
 * the kernel has no queue that shapes.
 */
export class UdpRelay {
  readonly port: number;
  readonly up = { passed: 0, dropped: 0 };
  readonly down = { passed: 0, dropped: 0 };
  readonly #front: Socket;
  readonly #target: RelayTarget;
  readonly #toServer: Impairment;
  readonly #toClient: Impairment;
  readonly #passages = new Map<string, Promise<Passage>>();
  readonly #pending = new Set<() => void>();

  private constructor(front: Socket, target: RelayTarget, seed: number) {
    this.#front = front;
    this.port = front.address().port;
    this.#target = target;
    this.#toServer = new Impairment(seededRandom(seed));
    this.#toClient = new Impairment(seededRandom(seed + 1));
    front.on('message', (packet, client) => void this.#fromClient(packet, client));
  }

  static async create(target: RelayTarget, seed = 1): Promise<UdpRelay> {
    const front = createSocket('udp4');
    await bound(front);
    return new UdpRelay(front, target, seed);
  }

  /** From now on; packets on their way keep their time. */
  impair(settings: { toServer?: Impairments; toClient?: Impairments }): void {
    if (settings.toServer) this.#toServer.set(settings.toServer);
    if (settings.toClient) this.#toClient.set(settings.toClient);
  }

  async close(): Promise<void> {
    for (const cancel of this.#pending) cancel();
    this.#pending.clear();
    const passages = await Promise.all(this.#passages.values());
    this.#passages.clear();
    await Promise.all(
      [this.#front, ...passages.map((each) => each.socket)].map(
        (socket) => new Promise<void>((resolve) => socket.close(() => resolve())),
      ),
    );
  }

  async #fromClient(packet: Buffer, client: RemoteInfo): Promise<void> {
    const passage = await this.#passageOf(client);
    this.#send(this.#toServer, this.up, packet, () =>
      passage.socket.send(packet, this.#target.port, this.#target.host),
    );
  }

  /** Each client leaves by a port of its own, so that the server tells them apart. */
  #passageOf(client: RemoteInfo): Promise<Passage> {
    const key = `${client.address}:${client.port}`;
    const known = this.#passages.get(key);
    if (known !== undefined) return known;
    const fresh = this.#openPassage(client);
    this.#passages.set(key, fresh);
    return fresh;
  }

  async #openPassage(client: RemoteInfo): Promise<Passage> {
    const socket = createSocket('udp4');
    await bound(socket);
    socket.on('message', (packet) =>
      this.#send(this.#toClient, this.down, packet, () =>
        this.#front.send(packet, client.port, client.address),
      ),
    );
    return { socket, client };
  }

  #send(impairment: Impairment, count: RelayCount, packet: Buffer, send: () => void): void {
    const nowMs = systemClock.monotonicMs();
    const departureMs = impairment.departureMs(nowMs, packet.length);
    if (departureMs === undefined) {
      count.dropped += 1;
      return;
    }
    count.passed += 1;
    if (departureMs <= nowMs) {
      send();
      return;
    }
    const cancel = systemClock.after(departureMs - nowMs, () => {
      this.#pending.delete(cancel);
      send();
    });
    this.#pending.add(cancel);
  }
}
