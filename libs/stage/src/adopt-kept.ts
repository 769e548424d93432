import { closeKept, type KeptMedia } from './branch/kept-media.js';
import type { KeptParticipant } from './branch/kept-participant.js';
import type { Hub } from './media/hub.js';
import { Track } from './media/track.js';
import type { Participant } from './participant.js';
import type { Placements } from './placements.js';

/** What the next owner of the show needs to go on. Nothing of one who receives nothing yet: that page loses nothing. */
export function keptOf(participant: Participant): KeptParticipant | null {
  const { participantId, personId, tabId, name, role, silenced, sending, reception } = participant;
  if (reception === undefined) return null;
  return {
    ...{ participantId, personId, tabId, name, role },
    onStage: participant.isInStudio ? participant.isOnStage : null,
    silenced: [...silenced],
    sends: sending?.transport.id ?? null,
    receives: { transport: reception.transport.id, rtpCapabilities: reception.rtpCapabilities },
    tracks: participant.tracks.map(({ trackId, source, heightPx, holds }) => ({
      ...{ trackId, source, heightPx },
      holds: [...holds],
    })),
  };
}

/** What a stage does for participants that it goes on with. */
export interface AdoptingStage {
  placements: Pick<Placements, 'put'>;
  findPerson(personId: string): Participant | undefined;
  /** A participant under the id that the pages know, whose page is on its way. */
  add(kept: KeptParticipant & { isConnected: false }): Participant;
  watch(participant: Participant, track: Track): void;
  mayReceive(listener: Participant, track: Track): boolean;
}

/** A page whose media ended between the other node's answer and now enters again. */
const isWhole = ({ sends, receives, producers }: KeptMedia): boolean =>
  ![sends, receives, ...producers].some((object) => object?.closed);

/**
 * Goes on with the media that a node has kept since an owner before. A person who has entered again meanwhile has new
 * media by then.
 */
export function adoptKept(stage: AdoptingStage, hub: Hub, kept: readonly KeptMedia[]): Participant[] {
  const adopted = kept.flatMap((media) => {
    if (isWhole(media) && stage.findPerson(media.participant.personId) === undefined)
      return [{ media, participant: adoptOne(stage, hub, media) }];
    closeKept(media);
    return [];
  });
  const participants = adopted.map(({ participant }) => participant);
  const tracks = new Map(participants.flatMap((each) => each.tracks.map((track) => [track.trackId, track])));
  for (const { media, participant } of adopted) {
    for (const { consumer, trackId } of media.consumers) {
      const track = tracks.get(trackId);
      if (track === undefined || track.isClosed || consumer.closed) consumer.close();
      else participant.getReception().adopt(track, consumer, stage.mayReceive(participant, track));
    }
  }
  return participants;
}

function adoptOne(stage: AdoptingStage, hub: Hub, media: KeptMedia): Participant {
  const { participant: kept, producers, sends, receives } = media;
  const { participantId, personId, onStage, silenced, tracks } = kept;
  // Newer than what is stored, whose writing may have been cut off.
  if (onStage !== null) stage.placements.put(personId, onStage);
  const participant = stage.add({ ...kept, isConnected: false });
  for (const source of silenced) participant.silenced.add(source);
  participant.adopt({ sends, receives, rtpCapabilities: kept.receives.rtpCapabilities });
  producers.forEach((producer, index) => {
    const known = tracks[index];
    if (known === undefined) return;
    const { source, heightPx, holds } = known;
    const track = new Track({ participantId, source, heightPx, producer, hub, holds: new Set(holds) });
    participant.sending?.adopt(track);
    stage.watch(participant, track);
  });
  return participant;
}
