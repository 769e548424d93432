import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#kernel';
import { asksForKeyFrame } from './asks-for-key-frame.js';
import { AUDIO_PAYLOAD_TYPE, VIDEO_PAYLOAD_TYPE } from './feed-arguments.js';
import { StartBurst, type StartBurstOptions } from './start-burst.js';

export interface RelayTarget {
  ip: string;
  port: number;
  /** Takes packets instead, where the stage is on another node; what comes from there is given to `hear`. */
  carry?: ((packet: Buffer) => void) | undefined;
}

const STREAMS: ReadonlyMap<number, StartBurstOptions> = new Map([
  [VIDEO_PAYLOAD_TYPE, { kind: 'video', clockHz: 90_000 }],
  [AUDIO_PAYLOAD_TYPE, { kind: 'audio', clockHz: 48_000 }],
]);

/**
 * Packets of a local FFmpeg, and those that need none, from one socket to the stage: the stage's transport knows its sender
 * by address, and a target that changes (the server was started again) is no concern of FFmpeg's.
 */
export class RtpRelay {
  readonly port: number;
  readonly #in: Socket;
  readonly #out: Socket;
  readonly #clock: Clock;
  /** By payload type, of the newest start of FFmpeg. */
  readonly #bursts = new Map<number, { ssrc: number; burst: StartBurst }>();
  #target: RelayTarget | undefined;
  #onKeyFrameWanted: () => void = () => undefined;

  static async open(clock: Clock): Promise<RtpRelay> {
    const [incoming, outgoing] = [createSocket('udp4'), createSocket('udp4')];
    for (const socket of [incoming, outgoing]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
    }
    incoming.setRecvBufferSize(1 << 20);
    return new RtpRelay(incoming, outgoing, clock);
  }

  private constructor(incoming: Socket, outgoing: Socket, clock: Clock) {
    this.#clock = clock;
    this.#in = incoming;
    this.#out = outgoing;
    this.port = (incoming.address() as AddressInfo).port;
    // A stage that is away refuses packets; the next target takes them.
    for (const socket of [incoming, outgoing]) socket.on('error', () => undefined);
    incoming.on('message', (packet) => {
      for (const each of this.#inTime(packet)) this.send(each);
    });
    outgoing.on('message', (packet) => this.hear(packet));
  }

  setTarget(target: RelayTarget | undefined): void {
    this.#target = target;
  }

  /** Called when a receiver asks for a key frame. */
  onKeyFrameWanted(listener: () => void): void {
    this.#onKeyFrameWanted = listener;
  }

  /** What the stage says: reports, and requests for key frames. */
  hear(rtcp: Buffer): void {
    if (asksForKeyFrame(rtcp)) this.#onKeyFrameWanted();
  }

  send(packet: Buffer): void {
    const target = this.#target;
    if (target?.carry !== undefined) target.carry(packet);
    else if (target !== undefined) this.#out.send(packet, target.port, target.ip);
  }

  #inTime(packet: Buffer): readonly Buffer[] {
    const payloadType = (packet[1] ?? 0) & 0x7f;
    const stream = STREAMS.get(payloadType);
    // RTCP, whose types are no payload types of ours.
    if (stream === undefined || packet.length < 12) return [packet];
    const ssrc = packet.readUInt32BE(8);
    let known = this.#bursts.get(payloadType);
    if (known?.ssrc !== ssrc) {
      known = { ssrc, burst: new StartBurst(stream) };
      this.#bursts.set(payloadType, known);
    }
    return known.burst.push(packet, this.#clock.monotonicMs());
  }

  close(): void {
    this.#in.close();
    this.#out.close();
  }
}
