import type { AudioTrack } from './audio/audio-track.js';
import type { ProgrammeParticipant } from './participant.js';
import { LipSync } from './source/lip-sync.js';
import type { VideoTrack } from './source/video-track.js';

/** Everything that the programme has of one participant. Seated or not, tracks may come in any order. */
export class Guest {
  readonly id: string;
  /** Camera and microphone are played together; so are a shared screen and its audio. */
  readonly sync = { person: new LipSync(), screen: new LipSync() };
  readonly videos = new Map<number, VideoTrack>();
  readonly audios = new Map<number, AudioTrack>();
  participant: ProgrammeParticipant | undefined;

  constructor(id: string) {
    this.id = id;
  }

  get isEmpty(): boolean {
    return this.participant === undefined && this.videos.size === 0 && this.audios.size === 0;
  }

  /** The newest track of this source: a replaced camera follows the old one before that one has gone. */
  video(source: 'camera' | 'screen'): VideoTrack | undefined {
    return [...this.videos.values()].filter((track) => track.opening.source === source).at(-1);
  }

  audio(source: 'microphone' | 'screen-sound'): AudioTrack | undefined {
    return [...this.audios.values()].filter((track) => track.opening.source === source).at(-1);
  }

  syncOf(source: string): LipSync {
    return source.startsWith('screen') ? this.sync.screen : this.sync.person;
  }
}
