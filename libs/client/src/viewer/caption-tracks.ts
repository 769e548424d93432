import type { Caption } from './caption-choice.js';

/** A show of an hour has some thousands: those long past are loaded again with their segments. */
const CUES_AT_MOST = 500;
/** In lines of the video from its top. */
const TOP_LINE = 1;

/**
 * Text tracks of the element, filled by us: a cue that comes again under its id corrects the one before, which hls.js's
 * own tracks keep.
 */
export class CaptionTracks {
  readonly #video: HTMLVideoElement;
  #tracks: TextTrack[] = [];
  #isAtTop = false;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  offer(captions: readonly Caption[]): void {
    this.close();
    this.#tracks = captions.map(({ language, name }) => this.#trackOf(language, name));
  }

  put(index: number, cues: readonly VTTCue[]): void {
    const track = this.#tracks[index];
    if (!track) return;
    for (const cue of cues) this.#replace(track, cue);
    const all = [...(track.cues ?? [])];
    for (const old of all.slice(0, Math.max(0, all.length - CUES_AT_MOST))) track.removeCue(old);
  }

  show(index: number | null): void {
    for (const [at, track] of this.#tracks.entries()) track.mode = at === index ? 'showing' : 'hidden';
  }

  place(isAtTop: boolean): void {
    this.#isAtTop = isAtTop;
    for (const track of this.#tracks)
      for (const cue of [...(track.cues ?? [])]) (cue as VTTCue).line = this.#line;
  }

  /** An element keeps its tracks for ever: they are emptied, and used again. */
  close(): void {
    for (const track of this.#tracks) {
      track.mode = 'hidden';
      for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
      track.mode = 'disabled';
    }
    this.#tracks = [];
  }

  get #line(): number | 'auto' {
    return this.#isAtTop ? TOP_LINE : 'auto';
  }

  #trackOf(language: string, name: string): TextTrack {
    const known = [...this.#video.textTracks].find(
      (track) => track.kind === 'captions' && track.language === language && track.label === name,
    );
    const track = known ?? this.#video.addTextTrack('captions', name, language);
    track.mode = 'hidden';
    return track;
  }

  #replace(track: TextTrack, cue: VTTCue): void {
    const known = track.cues?.getCueById(cue.id) as VTTCue | null | undefined;
    const isSame = known?.text === cue.text && known.startTime === cue.startTime;
    if (isSame) return;
    if (known) track.removeCue(known);
    if (cue.text.replace(/<[^>]*>/g, '').trim() === '') return;
    cue.line = this.#line;
    track.addCue(cue);
  }
}
