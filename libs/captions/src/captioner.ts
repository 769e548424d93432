import { type Clock, type Log, type RandomBytes, systemRandom, TypedEvents } from '#kernel';
import type { Cue } from './cue.js';
import { Microphone } from './microphone.js';
import type { SpeechEngine } from './speech-engine.js';

export interface CaptionerOptions {
  engine: SpeechEngine;
  settleMs: number;
  clock: Clock;
  log: Log;
  random?: RandomBytes;
}

export interface CaptionerEvents {
  cue: Cue;
  /** An utterance is over: all its lines in their final form, and where the programme is. */
  said: { lines: readonly Cue[]; programmeMs: number };
}

/** Engines cost a core each at worst: who speaks beyond this many goes without captions. */
const MOST_MICROPHONES = 12;
/** A microphone that was silent for so long gives its engine back. */
const IDLE_MS = 60_000;

interface Heard {
  microphone: Microphone;
  atMs: number;
}

/** What everybody on stage says, each by an engine of their own: who speaks is known. */
export class Captioner {
  readonly events = new TypedEvents<CaptionerEvents>();
  readonly #options: CaptionerOptions;
  readonly #heard = new Map<string, Heard>();
  readonly #names = new Map<string, string>();
  readonly #cancel: () => void;
  #isFull = false;

  constructor(options: CaptionerOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(IDLE_MS / 4, () => this.#forgetIdle());
  }

  /** Who it is: stands before what they say. */
  name(participantId: string, name: string): void {
    this.#names.set(participantId, name);
    this.#heard.get(participantId)?.microphone.rename(name);
  }

  hear(participantId: string, samples: Int16Array, programmeMs: number): void {
    const heard = this.#heard.get(participantId) ?? this.#begin(participantId);
    if (heard === undefined) return;
    heard.atMs = this.#options.clock.monotonicMs();
    heard.microphone.hear(samples, programmeMs);
  }

  forget(participantId: string): void {
    this.#names.delete(participantId);
    this.#end(participantId);
  }

  close(): void {
    this.#cancel();
    for (const id of [...this.#heard.keys()]) this.#end(id);
    this.events.clear();
  }

  #begin(participantId: string): Heard | undefined {
    const { engine, settleMs, clock, log, random = systemRandom } = this.#options;
    if (this.#heard.size >= MOST_MICROPHONES) {
      if (!this.#isFull) log.warn('captions.hear | too many speak at once', { most: MOST_MICROPHONES });
      this.#isFull = true;
      return undefined;
    }
    const microphone = new Microphone({
      engine,
      settleMs,
      id: Buffer.from(random(6)).toString('base64url'),
      speaker: this.#names.get(participantId),
      onCue: (cue) => this.events.emit('cue', cue),
      onSaid: (lines, programmeMs) => this.events.emit('said', { lines, programmeMs }),
      clock,
      log: log.with({ participantId }),
    });
    const heard = { microphone, atMs: clock.monotonicMs() };
    this.#heard.set(participantId, heard);
    return heard;
  }

  #forgetIdle(): void {
    const beforeMs = this.#options.clock.monotonicMs() - IDLE_MS;
    for (const [id, { atMs }] of [...this.#heard]) if (atMs < beforeMs) this.#end(id);
  }

  #end(participantId: string): void {
    this.#heard.get(participantId)?.microphone.close();
    this.#heard.delete(participantId);
    this.#isFull = false;
  }
}
