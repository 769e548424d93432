import type { Programme } from '#compositor';
import { cameraTrack, microphoneTrack } from './guests.js';
import type { SentUnit } from './synthetic-track.js';

export interface Performer {
  id: string;
  name: string;
  video: SentUnit[];
  audio: SentUnit[];
}

/** A guest with camera and microphone joins the programme. */
export async function bringOn(programme: Programme, { id, name, video, audio }: Performer): Promise<void> {
  await programme.addTrack(cameraTrack(id, video));
  await programme.addTrack(microphoneTrack(id, audio));
  programme.addParticipant({ id, name });
}
