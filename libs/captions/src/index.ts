export { Captioner, type CaptionerEvents, type CaptionerOptions } from './captioner.js';
export type { Cue } from './cue.js';
export { CommandEngine } from './engines/command-engine.js';
export { RealtimeEngine } from './engines/realtime-engine.js';
export { VoskEngine } from './engines/vosk-engine.js';
export type { HeardWord, Hearing, SpeechEngine, SpeechListener, SpeechStream } from './speech-engine.js';
export { CommandTranslation } from './translation/command-translation.js';
export { SocketTranslation } from './translation/socket-translation.js';
export type {
  TranslationEngine,
  TranslationListener,
  TranslationQuestion,
  TranslationStream,
} from './translation/translation-engine.js';
export { Translator } from './translation/translator.js';
export { typedCues } from './typed-cues.js';
