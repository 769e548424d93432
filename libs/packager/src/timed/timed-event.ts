import type { CaptionCue, DateRange } from '#media';

/** What happens in a programme beside its video and audio. Players get it with the media of its moment. */
export type TimedEvent =
  /** Stands in the playlists. One that comes again under its id adds to what they say, such as its end. */
  | { kind: 'range'; range: DateRange }
  /** Text of an application, in the media. */
  | { kind: 'metadata'; number: number; atMs: number; text: string }
  /** What was said, in the captions of that language. */
  | { kind: 'cue'; language: string; cue: CaptionCue };
