import type { Newcomer, Stage } from '#stage';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { WebRtcReceiver } from '../../support/players/webrtc-receiver.js';
import { hubOf } from '../../support/stage/local-objects.js';
import { OPUS_SEND, RECEIVE_ALL, VP8_SEND } from '../../support/stage/stage-rtp.js';

const HOST = '127.0.0.1';
const OFFERED_WITHIN_MS = 5_000;

/** One who sends by plain RTP, and any number who only receive, over the transports that pages get. */
export interface LoneSpeaker {
  port: number;
  /** `socket`: of a page that another node may hold. */
  admit(receiver: WebRtcReceiver, fingerprint: string, socket?: Newcomer['socket']): Promise<void>;
}

export async function openLoneSpeaker(stage: Stage, firstSsrc: number): Promise<LoneSpeaker> {
  const join = (personId: string, socket?: Newcomer['socket']) =>
    stage.join({ personId, tabId: 'tab', name: personId, role: 'guest', socket });
  const speaker = await join('speaker');
  const listenInfo = { protocol: 'udp', ip: HOST } as const;
  const up = await hubOf(speaker).router.createPlainTransport({ listenInfo, comedia: true, rtcpMux: true });
  speaker.sendOver(up);
  await stage.produce(speaker, up.id, {
    source: 'camera',
    rtpParameters: VP8_SEND(firstSsrc),
    paused: false,
  });
  const microphone = OPUS_SEND(firstSsrc + 1);
  await stage.produce(speaker, up.id, { source: 'microphone', rtpParameters: microphone, paused: false });
  return {
    port: up.tuple.localPort,
    admit: async (receiver, fingerprint, socket) => {
      const listener = await join(`listener ${receiver.credentials.ufrag}`, socket);
      const down = await listener.hub.createPageTransport();
      await down.connect({
        dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: fingerprint }] },
      });
      const [candidate] = down.iceCandidates;
      const { usernameFragment: ufrag, password } = down.iceParameters;
      await receiver.connect({ ip: HOST, port: candidate?.port ?? 0, ufrag, password, isLite: true });
      listener.receiveOver(down, RECEIVE_ALL);
      stage.offerAll(listener);
      await waitFor(
        'both streams to be offered',
        OFFERED_WITHIN_MS,
        () => listener.reception?.consumers.length === 2,
      );
      const reception = listener.getReception();
      await Promise.all(reception.consumers.map(({ id }) => reception.setWanted(id, true)));
    },
  };
}
