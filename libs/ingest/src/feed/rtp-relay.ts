import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface RelayTarget {
  ip: string;
  port: number;
  /** Takes packets instead, where the stage is on another node. */
  carry?: ((packet: Buffer) => void) | undefined;
}

/**
 * Packets of a local FFmpeg, from one socket to the stage: the stage's transport knows its sender by address, and a
 * target that changes (the server was started again) is no concern of FFmpeg's.
 */
export class RtpRelay {
  readonly port: number;
  readonly #in: Socket;
  readonly #out: Socket;
  #target: RelayTarget | undefined;

  static async open(): Promise<RtpRelay> {
    const [incoming, outgoing] = [createSocket('udp4'), createSocket('udp4')];
    for (const socket of [incoming, outgoing]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
    }
    incoming.setRecvBufferSize(1 << 20);
    return new RtpRelay(incoming, outgoing);
  }

  private constructor(incoming: Socket, outgoing: Socket) {
    this.#in = incoming;
    this.#out = outgoing;
    this.port = (incoming.address() as AddressInfo).port;
    // A stage that is away refuses packets; the next target takes them.
    for (const socket of [incoming, outgoing]) socket.on('error', () => undefined);
    incoming.on('message', (packet) => {
      const target = this.#target;
      if (target?.carry !== undefined) target.carry(packet);
      else if (target !== undefined) this.#out.send(packet, target.port, target.ip);
    });
  }

  setTarget(target: RelayTarget | undefined): void {
    this.#target = target;
  }

  close(): void {
    this.#in.close();
    this.#out.close();
  }
}
