import { createSocket, type Socket } from 'node:dgram';
import type { Consumer, PlainTransport, Producer } from 'mediasoup/types';
import { systemClock } from '#kernel';
import type { Participant, Stage } from '#stage';
import { RtpCounter } from '../../support/players/rtp-counter.js';
import { consumersOf, hubOf, producerOf } from '../../support/stage/local-objects.js';
import { OPUS_SEND, RECEIVE_ALL, VP8_SEND } from '../../support/stage/stage-rtp.js';
import { RtpGuest, sendInTime } from './rtp-guest.js';

const HOST = '127.0.0.1';
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

/** A participant without a browser: plain RTP up, encrypted RTP down, as much work for the worker as for a page. */
class CrowdMember {
  readonly receiver = new RtpCounter();
  readonly guest: RtpGuest;
  readonly #socket: Socket;
  readonly #participant: Participant;
  readonly #ssrc: number;

  static async take(stage: Stage, index: number): Promise<CrowdMember> {
    const personId = `crowd${index}`;
    const participant = await stage.join({ personId, tabId: 'tab', name: personId, role: 'guest' });
    const socket = createSocket({ type: 'udp4', recvBufferSize: SOCKET_BUFFER_BYTES });
    await new Promise<void>((resolve) => socket.bind(0, HOST, resolve));
    const { router } = hubOf(participant);
    const listenInfo = { protocol: 'udp', ip: HOST } as const;
    const up = await router.createPlainTransport({ listenInfo, comedia: true, rtcpMux: true });
    const down = await router.createPlainTransport({ listenInfo, rtcpMux: true, enableSrtp: true });
    await down.connect({ ip: HOST, port: socket.address().port, srtpParameters: someKey(down) });
    participant.sendOver(up);
    participant.receiveOver(down, RECEIVE_ALL);
    stage.offerAll(participant);
    const member = new CrowdMember(socket, participant, index, up.tuple.localPort);
    await member.#publish(stage);
    return member;
  }

  private constructor(socket: Socket, participant: Participant, index: number, sendPort: number) {
    this.#socket = socket;
    this.#participant = participant;
    this.#ssrc = 100_000 + index * 10;
    this.guest = new RtpGuest(this.#ssrc, (_, packet) => socket.send(packet, sendPort, HOST));
    socket.on('message', (packet) => this.receiver.packet(packet));
  }

  get consumers(): readonly Consumer[] {
    return consumersOf(this.#participant);
  }

  async watchAll(): Promise<void> {
    const reception = this.#participant.getReception();
    await Promise.all(this.consumers.map(({ id }) => reception.setWanted(id, true)));
  }

  close(): void {
    this.#socket.close();
  }

  async #publish(stage: Stage): Promise<Producer[]> {
    const transportId = this.#participant.sending?.transport.id ?? '';
    const offers = [
      { source: 'camera', rtpParameters: VP8_SEND(this.#ssrc) },
      { source: 'microphone', rtpParameters: OPUS_SEND(this.#ssrc + 1) },
    ] as const;
    const tracks = await Promise.all(
      offers.map((offer) => stage.produce(this.#participant, transportId, { ...offer, paused: false })),
    );
    return tracks.map(producerOf);
  }
}

/** Nobody reads what is sealed with it. */
const someKey = ({ srtpParameters }: PlainTransport) => ({
  cryptoSuite: srtpParameters?.cryptoSuite ?? ('AES_CM_128_HMAC_SHA1_80' as const),
  keyBase64: srtpParameters?.keyBase64 ?? '',
});

export interface CrowdReading {
  forwardedStreams: number;
  received: number;
  lost: number;
  /** Processor time of the media workers a second. */
  workerCores: number;
}

/** So many who all publish and all receive everybody, for so long. */
export class StageCrowd {
  readonly #members: readonly CrowdMember[];

  static async create(stage: Stage, size: number): Promise<StageCrowd> {
    const members: CrowdMember[] = [];
    for (let index = 0; index < size; index += 1) members.push(await CrowdMember.take(stage, index));
    const wanted = (size - 1) * 2;
    while (members.some(({ consumers }) => consumers.length < wanted)) await systemClock.sleep(20);
    await Promise.all(members.map((member) => member.watchAll()));
    return new StageCrowd(members);
  }

  private constructor(members: readonly CrowdMember[]) {
    this.#members = members;
  }

  /** `cpuMs` answers with the processor time used so far. */
  async run(settleMs: number, forMs: number, cpuMs: () => Promise<number>): Promise<CrowdReading> {
    const stop = sendInTime(this.#members.map(({ guest }) => guest));
    try {
      await systemClock.sleep(settleMs);
      const [cpuBefore, before] = [await cpuMs(), this.#count()];
      const fromMs = systemClock.monotonicMs();
      await systemClock.sleep(forMs);
      const [cpuAfter, after] = [await cpuMs(), this.#count()];
      const elapsedMs = systemClock.monotonicMs() - fromMs;
      return {
        forwardedStreams: this.#members.reduce((sum, { consumers }) => sum + consumers.length, 0),
        received: after.received - before.received,
        lost: after.lost - before.lost,
        workerCores: (cpuAfter - cpuBefore) / elapsedMs,
      };
    } finally {
      stop();
    }
  }

  close(): void {
    for (const member of this.#members) member.close();
  }

  #count(): { received: number; lost: number } {
    const receivers = this.#members.map(({ receiver }) => receiver);
    return {
      received: receivers.reduce((sum, { received }) => sum + received, 0),
      lost: receivers.reduce((sum, { lost }) => sum + lost, 0),
    };
  }
}
