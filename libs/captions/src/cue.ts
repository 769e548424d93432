export interface SpokenWord {
  text: string;
  atMs: number;
  endMs: number;
}

/** Some words of a speaker, on the programme's clock. One that comes again under its id corrects the one before. */
export interface Cue {
  id: string;
  startMs: number;
  endMs: number;
  speaker?: string | undefined;
  words: readonly { atMs: number; text: string }[];
}
