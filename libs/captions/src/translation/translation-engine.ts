/** A line that was said, and the id under which its translation is expected. */
export interface TranslationQuestion {
  id: string;
  text: string;
  speaker?: string | undefined;
}

export interface TranslationListener {
  translated(id: string, text: string): void;
  /** Nothing more comes of this stream. */
  closed(reason: string): void;
}

/** One pair of languages at an engine. */
export interface TranslationStream {
  /** Never waits: false where the engine is so far behind that the question was left out. */
  ask(question: TranslationQuestion): boolean;
  close(): void;
}

/** Translates: a command, or a server. */
export interface TranslationEngine {
  open(pair: { from: string; to: string }, listener: TranslationListener): TranslationStream;
}

/** Of questions that an engine has not read: minutes of speech. */
export const MOST_ASKED_BYTES = 65_536;
