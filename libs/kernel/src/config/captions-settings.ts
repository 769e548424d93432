import { z } from 'zod';
import { setting } from './setting.js';

const language = z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/);

export const captionsSettings = z.object({
  command: setting(z.string().min(1).max(1_000).optional(), {
    says: 'A program that hears speech, for captions: it reads PCM (16 bits, 16 kHz, one channel) and writes a JSON object a line in the words of Vosk. One runs for each microphone; arguments are separated by spaces.',
    expects: 'a program and its arguments',
    defaultText: 'none',
    isSecret: true,
  }),
  url: setting(z.url({ protocol: /^wss?$/ }).optional(), {
    says: 'A server that hears speech, for captions, by a WebSocket. Used where no command is set.',
    expects: 'an address that begins with ws:// or wss://',
    defaultText: 'none',
    isSecret: true,
  }),
  protocol: setting(z.enum(['vosk', 'openai']).default('vosk'), {
    says: 'What the server at captions.url speaks: the protocol of vosk-server, or realtime transcription as OpenAI has it (wss://api.openai.com/v1/realtime?intent=transcription, or a server that is compatible).',
    expects: 'vosk or openai',
  }),
  model: setting(z.string().min(1).max(200).default('gpt-4o-transcribe'), {
    says: 'The model that a server of the protocol openai is to use.',
    expects: 'the name of a model',
  }),
  key: setting(z.string().min(1).max(1_000).optional(), {
    says: 'The key for a server of the protocol openai.',
    expects: 'a key',
    defaultText: 'none',
    isSecret: true,
  }),
  language: setting(language.default('en'), {
    says: 'The language that the command or the server understands.',
    expects: 'a language tag such as en or pt-BR',
  }),
  translateTo: setting(z.array(language).max(8).prefault([]), {
    says: 'Languages into which captions.translator translates what the command or the server hears. A show is translated into those of its own caption languages that are among them.',
    expects: 'language tags, separated by commas',
    defaultText: 'none',
  }),
  translator: setting(z.string().min(1).max(1_000).optional(), {
    says: 'A program that translates captions: it reads a JSON object a line, with id, text, from and to, and writes one with id and text. One runs for each show and language; arguments are separated by spaces.',
    expects: 'a program and its arguments',
    defaultText: 'none',
    isSecret: true,
  }),
  translatorUrl: setting(z.url({ protocol: /^wss?$/ }).optional(), {
    says: 'A server that translates captions, by a WebSocket whose messages are what a command reads and writes. Used where no translator is set.',
    expects: 'an address that begins with ws:// or wss://',
    defaultText: 'none',
    isSecret: true,
  }),
});
