import { createSocket } from 'node:dgram';
import { systemClock } from '#kernel';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { makeDtlsIdentity } from '../../support/players/dtls-identity.js';
import { WebRtcReceiver } from '../../support/players/webrtc-receiver.js';
import { CarryingNode } from '../../support/stage/carrying-node.js';
import { OutboxLog, openStages } from '../../support/stage/stages-under-test.js';
import { untilFlowing } from '../peers/until-flowing.js';
import type { Bench } from '../scenario.js';
import { RtpGuest, sendInTime } from './rtp-guest.js';
import { openLoneSpeaker } from './stage-lone-speaker.js';

const FIRST_SSRC = 100_000;
const SECONDS = { quick: 5, full: 30 } as const;
/** Key frames and the first reports of a path are over. */
const SETTLED_MS = 1_000;
const ELSEWHERE = { id: 'a-socket-elsewhere', isElsewhere: true };
const HOST = '127.0.0.1';

/** When each packet of the sender arrived: audio packets have time stamps of their own, and the video's first ones. */
class Arrivals {
  readonly #firstMs = new Map<string, number>();

  constructor(receiver: WebRtcReceiver) {
    receiver.onPacket = (packet) => {
      const key = `${(packet[1] ?? 0) & 0x7f} ${packet.readUInt32BE(4)}`;
      if (!this.#firstMs.has(key)) this.#firstMs.set(key, systemClock.monotonicMs());
    };
  }

  /** How much later than at the other receiver. */
  after(other: Arrivals): number[] {
    return [...this.#firstMs].flatMap(([key, atMs]) => {
      const otherMs = other.#firstMs.get(key);
      return otherMs === undefined ? [] : [atMs - otherMs];
    });
  }
}

/** One speaker at the owner's node; how much later a listener of another node has each packet than one of the owner's. */
export async function pipeLatencies(bench: Bench): Promise<number[]> {
  const { lifetime, mode } = bench;
  const folder = temporaryFolder();
  lifetime.adopt(async () => folder.remove());
  const identity = makeDtlsIdentity(folder.path);
  const stages = await openStages(new OutboxLog());
  lifetime.adopt(() => stages.close());
  const carrier = await CarryingNode.create(stages, { holds: (socket) => socket === ELSEWHERE.id });
  lifetime.adopt(() => carrier.close());
  const speaker = await openLoneSpeaker(await stages.openStage('speech'), FIRST_SSRC);
  const socket = createSocket('udp4');
  lifetime.adopt(async () => void socket.close());
  const guest = new RtpGuest(FIRST_SSRC, (_, packet) => socket.send(packet, speaker.port, HOST));
  const stop = sendInTime([guest]);
  lifetime.adopt(async () => stop());
  const admit = async (number: number, at?: typeof ELSEWHERE) => {
    const receiver = await WebRtcReceiver.create(identity, number);
    lifetime.adopt(() => receiver.close());
    await speaker.admit(receiver, identity.fingerprint, at);
    return receiver;
  };
  const receivers = [await admit(1), await admit(2, ELSEWHERE)];
  await untilFlowing(receivers);
  await systemClock.sleep(SETTLED_MS);
  const [near, far] = receivers.map((receiver) => new Arrivals(receiver));
  await systemClock.sleep(SECONDS[mode] * 1_000);
  return near === undefined || far === undefined ? [] : far.after(near);
}
