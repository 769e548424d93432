import { wallMs } from './wall-clock.js';

export interface AudioOptions {
  /** A steady, quiet tone that names the person; 0 for none. */
  toneHz: number;
  toneAmplitude: number;
  beepHz: number;
  beepAmplitude: number;
  /** A beep begins at every wall-clock multiple of this. */
  beatMs: number;
  beepMs: number;
  /** How much later than the flash, for tests of the meters themselves. */
  beepOffsetMs: number;
}

const SCHEDULE_EVERY_MS = 50;
const SCHEDULE_AHEAD_MS = 400;
const RAMP_S = 0.001;
/** The wall clock is paired with the context's by the mean of this many looks: the context moves in steps. */
const PAIRINGS = 40;

/** A microphone that hums its tone and beeps on the beat of the wall clock. */
export class AudioSource {
  readonly track: MediaStreamTrack;
  readonly #context = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
  readonly #options: AudioOptions;
  readonly #beep: GainNode;
  readonly #pairings: number[] = [];
  readonly #timer: ReturnType<typeof setInterval>;
  #nextBeatMs: number;

  constructor(options: AudioOptions) {
    this.#options = options;
    const output = this.#context.createMediaStreamDestination();
    this.#oscillator(options.toneHz, options.toneHz > 0 ? options.toneAmplitude : 0).connect(output);
    this.#beep = this.#oscillator(options.beepHz, 0);
    this.#beep.connect(output);
    const [track] = output.stream.getAudioTracks();
    if (!track) throw new Error('the audio context gave no track');
    this.track = track;
    this.#nextBeatMs = Math.ceil(wallMs() / options.beatMs + 1) * options.beatMs;
    this.#timer = setInterval(() => this.#schedule(), SCHEDULE_EVERY_MS);
  }

  #oscillator(hz: number, amplitude: number): GainNode {
    const gain = new GainNode(this.#context, { gain: amplitude });
    const oscillator = new OscillatorNode(this.#context, { frequency: hz });
    oscillator.connect(gain);
    oscillator.start();
    return gain;
  }

  #schedule(): void {
    if (this.track.readyState === 'ended') {
      clearInterval(this.#timer);
      void this.#context.close();
      return;
    }
    this.#pairings.push(wallMs() - this.#context.currentTime * 1000);
    if (this.#pairings.length > PAIRINGS) this.#pairings.shift();
    const originMs = this.#pairings.reduce((sum, each) => sum + each, 0) / this.#pairings.length;
    while (this.#nextBeatMs < wallMs() + SCHEDULE_AHEAD_MS) {
      this.#beepAt((this.#nextBeatMs + this.#options.beepOffsetMs - originMs) / 1000);
      this.#nextBeatMs += this.#options.beatMs;
    }
  }

  #beepAt(seconds: number): void {
    const { gain } = this.#beep;
    const end = seconds + this.#options.beepMs / 1000;
    gain.setValueAtTime(0, seconds);
    gain.linearRampToValueAtTime(this.#options.beepAmplitude, seconds + RAMP_S);
    gain.setValueAtTime(this.#options.beepAmplitude, end);
    gain.linearRampToValueAtTime(0, end + RAMP_S);
  }
}
