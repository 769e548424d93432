import type { Participant, Stage, Track } from '#stage';
import { hubOf } from './local-objects.js';
import { OPUS_SEND, RECEIVE_ALL, VP8_SEND } from './stage-rtp.js';

/** A participant that sends and receives over direct transports instead of a page's. */
export async function wire(stage: Stage, participant: Participant): Promise<void> {
  const [up, down] = await Promise.all([
    hubOf(participant).router.createDirectTransport(),
    hubOf(participant).router.createDirectTransport(),
  ]);
  participant.sendOver(up);
  participant.receiveOver(down, RECEIVE_ALL);
  stage.offerAll(participant);
}

export async function wiredParticipant(
  stage: Stage,
  personId: string,
  role: 'host' | 'guest' | 'candidate',
): Promise<Participant> {
  // Guests of these tests are in the programme from the start.
  if (role !== 'candidate') stage.placements.put(personId, true);
  const participant = await stage.join({ personId, tabId: `${personId}-tab`, name: personId, role });
  await wire(stage, participant);
  return participant;
}

export function produceRtp(
  stage: Stage,
  participant: Participant,
  source: 'camera' | 'microphone',
  ssrc: number,
): Promise<Track> {
  const rtpParameters = source === 'camera' ? VP8_SEND(ssrc) : OPUS_SEND(ssrc);
  return stage.produce(participant, participant.sending?.transport.id ?? '', {
    source,
    rtpParameters,
    paused: false,
  });
}
