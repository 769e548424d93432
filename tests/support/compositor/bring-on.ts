import type { Programme } from '#compositor';
import { cameraTrack, microphoneTrack } from './guests.js';
import type { SentUnit } from './synthetic-track.js';

export interface Performer {
  id: string;
  name: string;
  picture: SentUnit[];
  sound: SentUnit[];
}

/** Somebody with camera and microphone takes a seat in the programme. */
export async function bringOn(programme: Programme, { id, name, picture, sound }: Performer): Promise<void> {
  await programme.addTrack(cameraTrack(id, picture));
  await programme.addTrack(microphoneTrack(id, sound));
  programme.addParticipant({ id, name });
}
