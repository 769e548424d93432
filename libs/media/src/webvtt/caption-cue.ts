/** What was said in one breath: words, each with the moment at which it begins. */
export interface CaptionCue {
  /** One that comes again under its id takes the place of the one before. */
  id: string;
  startMs: number;
  endMs: number;
  speaker?: string | undefined;
  /** In order; the first begins with the cue. Without any the cue was taken back. */
  words: readonly { atMs: number; text: string }[];
}
