import type { KeptAnswer, KeptMedia } from './kept-media.js';
import type { RemotePlace } from './remote-place.js';
import { RemoteConsumer, RemoteProducer } from './remote-streams.js';
import { RemoteTransport } from './remote-transport.js';

/** The media of a participant that another node has kept, under the ids that its page knows. */
export function remoteKept(place: RemotePlace, answer: KeptAnswer): KeptMedia {
  const receives = place.add(new RemoteTransport(place, answer.receives));
  const sends = answer.sends && place.add(new RemoteTransport(place, answer.sends));
  return {
    participant: answer.participant,
    sends,
    receives,
    producers: answer.producers.flatMap((each) => sends?.carry(new RemoteProducer(place, each)) ?? []),
    consumers: answer.consumers.map(({ consumer, trackId }) => ({
      consumer: receives.carry(new RemoteConsumer(place, consumer)),
      trackId,
    })),
  };
}
