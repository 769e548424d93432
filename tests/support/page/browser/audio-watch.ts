import { BeepFinder, rms, toneAmplitude } from '../tone.js';
import { wallMs } from './wall-clock.js';

export interface AudioReading {
  /** When the last sample was heard. */
  wallMs: number;
  rms: number;
  /** Amplitude of each asked tone, in the order asked. */
  tones: number[];
  /** When beeps began since the last reading. */
  beepsWallMs: number[];
}

export interface AudioWatchOptions {
  tonesHz: number[];
  beepHz: number;
}

interface TrackReader {
  readable: ReadableStream<AudioData>;
}
declare const MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => TrackReader;

const READING_MS = 100;
const BEEP_THRESHOLD = 0.12;
/** The wall clock is paired with the track's own by the earliest of this many arrivals. */
const PAIRINGS = 200;

/** Hears a track: how loud, which tones, when beeps begin. */
export class AudioWatch {
  readonly #options: AudioWatchOptions;
  readonly #tell: (reading: AudioReading) => void;
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  #finder: BeepFinder | undefined;
  #pairings: number[] = [];
  #gathered: Float32Array[] = [];
  #gatheredMs = 0;
  #beeps: number[] = [];

  constructor(track: MediaStreamTrack, options: AudioWatchOptions, tell: (reading: AudioReading) => void) {
    this.#options = options;
    this.#tell = tell;
    this.#reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    void this.#run();
  }

  stop(): void {
    void this.#reader.cancel();
  }

  async #run(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#reader.read();
      if (done) return;
      this.#block(value);
      value.close();
    }
  }

  #block(data: AudioData): void {
    const samples = new Float32Array(data.numberOfFrames);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    const lengthMs = (data.numberOfFrames / data.sampleRate) * 1000;
    const startWallMs = this.#wallOf(data.timestamp / 1000, lengthMs);
    this.#finder ??= new BeepFinder({
      hz: this.#options.beepHz,
      sampleRateHz: data.sampleRate,
      threshold: BEEP_THRESHOLD,
    });
    this.#beeps.push(...this.#finder.push(samples, startWallMs));
    this.#gathered.push(samples);
    this.#gatheredMs += lengthMs;
    if (this.#gatheredMs >= READING_MS) this.#report(data.sampleRate);
  }

  /** Blocks arrive late by chance, never early: the earliest arrival tells where the track's clock stands. */
  #wallOf(timestampMs: number, lengthMs: number): number {
    this.#pairings.push(wallMs() - lengthMs - timestampMs);
    if (this.#pairings.length > PAIRINGS) this.#pairings.shift();
    return timestampMs + Math.min(...this.#pairings);
  }

  #report(sampleRateHz: number): void {
    const samples = new Float32Array(this.#gathered.reduce((sum, each) => sum + each.length, 0));
    let offset = 0;
    for (const each of this.#gathered) {
      samples.set(each, offset);
      offset += each.length;
    }
    this.#gathered = [];
    this.#gatheredMs = 0;
    this.#tell({
      wallMs: wallMs(),
      rms: rms(samples),
      tones: this.#options.tonesHz.map((hz) => toneAmplitude(samples, hz, sampleRateHz)),
      beepsWallMs: this.#beeps.splice(0),
    });
  }
}
