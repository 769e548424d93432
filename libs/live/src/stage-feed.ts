import type { ParticipantChange } from '#compositor';
import type { ProgrammeConnection } from '#programme-link';
import type { Participant, Stage, StagePipe, Track } from '#stage';

export type FeedProgramme = Pick<
  ProgrammeConnection,
  'addParticipant' | 'updateParticipant' | 'removeParticipant'
>;
export type FeedPipe = Pick<StagePipe, 'add' | 'remove'>;
export type FeedStage = Pick<Stage, 'participants' | 'tracks' | 'events' | 'find'>;

function marksOf(
  participant: Participant,
): Required<Pick<ParticipantChange, 'name' | 'muted' | 'cameraOff' | 'weakConnection'>> {
  const isOff = (source: 'microphone' | 'camera') => participant.findTrack(source)?.isPaused ?? true;
  const { grade } = participant.quality;
  return {
    name: participant.name,
    muted: isOff('microphone'),
    cameraOff: isOff('camera'),
    weakConnection: grade === 'poor' || grade === 'lost' || !participant.isConnected,
  };
}

/** Each participant on the stage is in the programme, and each of their tracks flows into it. Candidates are tapped only. */
export class StageFeed {
  readonly #stage: FeedStage;
  readonly #programme: FeedProgramme;
  readonly #pipe: FeedPipe;
  readonly #onAir = new Set<string>();
  readonly #tapped = new Set<string>();
  readonly #offs: (() => void)[];

  constructor(stage: FeedStage, programme: FeedProgramme, pipe: FeedPipe) {
    this.#stage = stage;
    this.#pipe = pipe;
    this.#programme = programme;
    this.#offs = [
      stage.events.on('participant-joined', (participant) => this.#review(participant)),
      stage.events.on('participant-changed', (participant) => this.#review(participant)),
      stage.events.on('participant-left', ({ participant }) => this.#remove(participant.participantId)),
      // Piped in the green room already, where the pipe gives nothing: on stage there is only a key frame to wait for.
      stage.events.on('track-prepared', (track) => this.#addTrack(track)),
      stage.events.on('track-added', (track) => this.#addTrack(track)),
      stage.events.on('track-removed', (track) => this.#removeTrack(track)),
    ];
    for (const participant of stage.participants) this.#review(participant);
    for (const track of stage.tracks) this.#addTrack(track);
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
  }

  #review(participant: Participant): void {
    const { participantId: id } = participant;
    if (!participant.isOnStage) this.#remove(id);
    else if (this.#onAir.has(id)) this.#programme.updateParticipant(id, marksOf(participant));
    else {
      this.#onAir.add(id);
      this.#programme.addParticipant({ id, ...marksOf(participant) });
    }
  }

  #remove(participantId: string): void {
    if (this.#onAir.delete(participantId)) this.#programme.removeParticipant(participantId);
  }

  #addTrack(track: Track): void {
    if (this.#tapped.has(track.trackId)) return;
    this.#tapped.add(track.trackId);
    const participant = this.#stage.find(track.participantId);
    if (participant !== undefined) this.#review(participant);
    this.#pipe.add(track);
  }

  #removeTrack(track: Track): void {
    if (this.#tapped.delete(track.trackId)) this.#pipe.remove(track.trackId);
  }
}
