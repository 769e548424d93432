import type { Clock, Log } from '#kernel';
import type { Cue } from './cue.js';
import { CuePace } from './cue-pace.js';
import type { Hearing, SpeechEngine, SpeechStream } from './speech-engine.js';
import { SPEECH_RATE_HZ } from './speech-engine.js';
import { StreamClock } from './stream-clock.js';
import { UtteranceCues } from './utterance-cues.js';

export interface MicrophoneOptions {
  engine: SpeechEngine;
  /** Of its cues: never used by another one. */
  id: string;
  speaker?: string | undefined;
  settleMs: number;
  onCue(cue: Cue): void;
  /** An utterance is over: all its lines, and where the programme is. */
  onSaid(lines: readonly Cue[], programmeMs: number): void;
  clock: Clock;
  log: Log;
}

/** An engine that ended is opened again after as long; each end within that time doubles it. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** An engine that takes nothing for so long hangs, and does not end by itself. */
const TAKES_NOTHING_MS = 10_000;
/** So does one that answers nothing to so much loud audio: of speech there are words long before. */
const SAYS_NOTHING_SAMPLES = 60 * SPEECH_RATE_HZ;
/** Of the largest value of a sample: breath and hum are below. */
const LOUD = 1_000;
/** What an engine says later than this is of no use to anybody. */
const TOO_LATE_MS = 30_000;
/** Of one utterance, in its final form. */
const MOST_LINES = 20;
/** Of one answer: minutes of speech without a breath. */
const MOST_WORDS = 500;

/** What one participant says, as cues. */
export class Microphone {
  readonly #options: MicrophoneOptions;
  #speaker: string | undefined;
  #stream: SpeechStream | undefined;
  #streamClock = new StreamClock(SPEECH_RATE_HZ);
  #utterance: UtteranceCues | undefined;
  #utterances = 0;
  readonly #pace: CuePace;
  #retryMs = RETRY_MS;
  #notBeforeMs = 0;
  #leftOut = 0;
  #isClosed = false;
  #openedMs = 0;
  #takesNothingSinceMs: number | undefined;
  /** Loud samples that it took since its last answer. */
  #unanswered = 0;

  constructor(options: MicrophoneOptions) {
    this.#options = options;
    this.#speaker = options.speaker;
    this.#pace = new CuePace(options.clock);
  }

  /** Samples that no engine took. */
  get leftOutSamples(): number {
    return this.#leftOut;
  }

  rename(speaker: string | undefined): void {
    this.#speaker = speaker;
  }

  /** Samples at 16 kHz, the first of them at this moment of the programme. */
  hear(samples: Int16Array, programmeMs: number): void {
    if (this.#unanswered >= SAYS_NOTHING_SAMPLES) this.#endHung('it answers nothing');
    const stream = this.#stream ?? this.#open();
    if (stream?.write(samples)) {
      this.#takesNothingSinceMs = undefined;
      if (isLoud(samples)) this.#unanswered += samples.length;
      this.#streamClock.gave(samples.length, programmeMs);
      return;
    }
    this.#leftOut += samples.length;
    if (stream) this.#tookNothing();
  }

  close(): void {
    this.#isClosed = true;
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** A pause of the microphone says nothing of the engine: only what it does not take after it. */
  #tookNothing(): void {
    const nowMs = this.#options.clock.monotonicMs();
    this.#takesNothingSinceMs ??= nowMs;
    if (nowMs - this.#takesNothingSinceMs >= TAKES_NOTHING_MS) this.#endHung('it takes nothing');
  }

  #endHung(reason: string): void {
    this.#stream?.close();
    this.#ended(reason);
  }

  #ended(reason: string): void {
    const { clock, log } = this.#options;
    const nowMs = clock.monotonicMs();
    this.#retryMs =
      nowMs - this.#openedMs > LONGEST_RETRY_MS ? RETRY_MS : Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    this.#notBeforeMs = nowMs + this.#retryMs;
    this.#stream = undefined;
    // Nothing that it still says is heard.
    this.#streamClock = new StreamClock(SPEECH_RATE_HZ);
    this.#takesNothingSinceMs = undefined;
    this.#unanswered = 0;
    log.warn('captions.microphone | no engine hears it', { reason, retryMs: this.#retryMs });
  }

  #open(): SpeechStream | undefined {
    const { engine, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    if (this.#isClosed || nowMs < this.#notBeforeMs) return undefined;
    this.#openedMs = nowMs;
    this.#streamClock = new StreamClock(SPEECH_RATE_HZ);
    this.#utterance = undefined;
    const streamClock = this.#streamClock;
    const opened = engine.open({
      heard: (hearing) => {
        if (this.#streamClock === streamClock && !this.#isClosed) this.#heard(hearing);
      },
      closed: (reason) => {
        if (this.#streamClock === streamClock) this.#ended(reason);
      },
    });
    this.#stream = opened;
    return opened;
  }

  #heard({ words, isFinal }: Hearing): void {
    this.#unanswered = 0;
    if (!isFinal && words.length === 0) return;
    const { id, settleMs, onCue, onSaid } = this.#options;
    const { nowMs } = this.#streamClock;
    this.#utterance ??= new UtteranceCues({
      id: `${id}-${this.#utterances}`,
      speaker: this.#speaker,
      settleMs,
    });
    // An engine that is wrong about the time heard nothing that it was not given.
    const momentOf = (seconds: number) => Math.max(0, Math.min(this.#streamClock.at(seconds), nowMs));
    const spoken = words.slice(-MOST_WORDS).map(({ text, startSeconds, endSeconds }) => ({
      text: text.slice(0, 200),
      atMs: momentOf(startSeconds),
      endMs: momentOf(endSeconds),
    }));
    for (const cue of this.#utterance.hear(spoken, isFinal, nowMs))
      if (nowMs - cue.endMs < TOO_LATE_MS && this.#pace.take()) onCue(cue);
    if (!isFinal) return;
    const lines = this.#utterance.lines(spoken).filter(({ endMs }) => nowMs - endMs < TOO_LATE_MS);
    if (lines.length > 0) onSaid(lines.slice(-MOST_LINES), nowMs);
    this.#utterance = undefined;
    this.#utterances += 1;
  }
}

const isLoud = (samples: Int16Array): boolean => samples.some((sample) => Math.abs(sample) > LOUD);
