import type { Track } from '#stage';
import type { SyntheticTrack } from '../compositor/synthetic-track.js';
import { producerOf } from './local-objects.js';

/** A synthetic camera or microphone, sent by a participant of a stage on a direct transport. */
export async function filmOnStage(film: SyntheticTrack, track: Track, ssrc: number): Promise<void> {
  const payloadType = track.kind === 'video' ? 101 : 100;
  await film.open({
    packet: (rtp) => {
      const packet = Buffer.from(rtp);
      packet[1] = ((packet[1] ?? 0) & 0x80) | payloadType;
      packet.writeUInt32BE(ssrc, 8);
      if (!track.isClosed) producerOf(track).send(packet);
    },
    senderReport: () => undefined,
    paused: () => undefined,
    closed: () => undefined,
  });
}
