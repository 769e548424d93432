import type { Clock, Log } from '#kernel';
import type { SpeechEngine, SpeechListener, SpeechStream } from '../speech-engine.js';
import { HeardTurns } from './heard-turns.js';
import { parseRealtimeAnswer } from './realtime-answer.js';
import { SpeechTurns } from './speech-turns.js';
import { Upsampler } from './upsampler.js';

export interface RealtimeEngineOptions {
  /** `wss://`, of a server of realtime transcription as OpenAI has it. */
  url: string;
  model: string;
  /** Of the stage, such as `pt-BR`. */
  language: string;
  key?: string | undefined;
  clock: Clock;
  log: Log;
}

const RATE_HZ = 24_000;
/** Two seconds in base64. */
const MOST_WAITING_BYTES = (2 * 2 * RATE_HZ * 4) / 3;
const LONGEST_ANSWER = 262_144;
/** A microphone of which nothing comes for so long has made a pause: it was muted. */
const MUTED_MS = 800;

/** A connection for each microphone. Only speech is sent, cut into turns at pauses: so the times of turns are known. */
export class RealtimeEngine implements SpeechEngine {
  readonly #options: RealtimeEngineOptions;

  constructor(options: RealtimeEngineOptions) {
    this.#options = options;
  }

  open(listener: SpeechListener): SpeechStream {
    return new RealtimeStream(this.#options, listener);
  }
}

class RealtimeStream implements SpeechStream {
  readonly #options: RealtimeEngineOptions;
  readonly #listener: SpeechListener;
  readonly #socket: WebSocket;
  readonly #heard: HeardTurns;
  readonly #turns: SpeechTurns;
  #upsampler = new Upsampler();
  #cancelPause: () => void = () => undefined;
  #isRefused = false;
  #isClosed = false;

  constructor(options: RealtimeEngineOptions, listener: SpeechListener) {
    this.#options = options;
    this.#listener = listener;
    this.#heard = new HeardTurns((hearing) => listener.heard(hearing));
    this.#turns = new SpeechTurns({
      began: (atSeconds) => {
        this.#upsampler = new Upsampler();
        this.#heard.began(atSeconds);
      },
      audio: (samples) => this.#send({ type: 'input_audio_buffer.append', audio: this.#encoded(samples) }),
      ended: (atSeconds) => {
        this.#heard.ended(atSeconds);
        this.#send({ type: 'input_audio_buffer.commit' });
      },
    });
    const { url, key } = options;
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    this.#socket = new WebSocket(url, { headers });
    this.#socket.addEventListener('open', () => this.#configure());
    this.#socket.addEventListener('message', ({ data }) => this.#read(data));
    // An error is always followed by `close`, which tells the story.
    this.#socket.addEventListener('error', () => undefined);
    this.#socket.addEventListener('close', ({ code }) => this.#ended(`connection closed with ${code}`));
  }

  write(samples: Int16Array): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN || this.#socket.bufferedAmount > MOST_WAITING_BYTES)
      return false;
    if (this.#heard.isFull) {
      this.#socket.close();
      this.#ended('it leaves what is said without an answer');
      return false;
    }
    this.#cancelPause();
    this.#turns.hear(samples);
    this.#cancelPause = this.#options.clock.after(MUTED_MS, () => this.#turns.end());
    return true;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelPause();
    this.#socket.close();
  }

  #configure(): void {
    const { model, language } = this.#options;
    const input = {
      format: { type: 'audio/pcm', rate: RATE_HZ },
      transcription: { model, language: language.toLowerCase().split('-')[0] },
      turn_detection: null,
    };
    this.#send({ type: 'session.update', session: { type: 'transcription', audio: { input } } });
  }

  #read(data: unknown): void {
    if (typeof data !== 'string' || data.length > LONGEST_ANSWER) return;
    const answer = parseRealtimeAnswer(data);
    if (answer === undefined) return;
    if (answer.kind !== 'error') this.#heard.answered(answer, this.#turns.givenSeconds);
    else if (!this.#isRefused) {
      this.#isRefused = true;
      this.#options.log.warn('captions.engine | the server refuses', { code: answer.code });
    }
  }

  #encoded(samples: Int16Array): string {
    const { buffer, byteOffset, byteLength } = this.#upsampler.push(samples);
    return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  }

  #send(event: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(event));
  }

  #ended(reason: string): void {
    this.#cancelPause();
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.log.warn('captions.engine | the connection ended', { reason });
    this.#listener.closed(reason);
  }
}
