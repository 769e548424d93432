/** A word as an engine heard it, in seconds of the audio that the stream was given. */
export interface HeardWord {
  text: string;
  startSeconds: number;
  endSeconds: number;
}

/** What an engine says of the newest utterance: without words it lives. One that is not final may change with every answer. */
export interface Hearing {
  isFinal: boolean;
  words: readonly HeardWord[];
}

export interface SpeechListener {
  heard(hearing: Hearing): void;
  /** Nothing more comes of this stream. */
  closed(reason: string): void;
}

/** One microphone at an engine. */
export interface SpeechStream {
  /** 16 kHz, one channel. Never waits: false where the engine is so far behind that the samples were left out. */
  write(samples: Int16Array): boolean;
  close(): void;
}

/** Recognizes speech: a command, or a server. */
export interface SpeechEngine {
  open(listener: SpeechListener): SpeechStream;
}

export const SPEECH_RATE_HZ = 16_000;
/** Two seconds: an engine that is further behind hears nothing of what comes meanwhile. */
export const MOST_WAITING_BYTES = 2 * 2 * SPEECH_RATE_HZ;
