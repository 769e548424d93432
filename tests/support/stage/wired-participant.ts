import type { Participant, Stage, Track } from '#stage';
import { OPUS_SEND, RECEIVE_ALL, VP8_SEND } from './stage-rtp.js';

/** A seat that sends and receives over direct transports instead of a page's. */
export async function wire(stage: Stage, seat: Participant): Promise<void> {
  const [up, down] = await Promise.all([
    seat.hub.router.createDirectTransport(),
    seat.hub.router.createDirectTransport(),
  ]);
  seat.sendOver(up);
  seat.receiveOver(down, RECEIVE_ALL);
  stage.offerAll(seat);
}

export async function wiredParticipant(
  stage: Stage,
  personId: string,
  role: 'host' | 'guest' | 'candidate',
): Promise<Participant> {
  const seat = await stage.join({ personId, tabId: `${personId}-tab`, name: personId, role });
  await wire(stage, seat);
  return seat;
}

export function produceRtp(
  stage: Stage,
  seat: Participant,
  source: 'camera' | 'microphone',
  ssrc: number,
): Promise<Track> {
  const rtpParameters = source === 'camera' ? VP8_SEND(ssrc) : OPUS_SEND(ssrc);
  return stage.produce(seat, seat.sending?.transport.id ?? '', { source, rtpParameters, paused: false });
}
