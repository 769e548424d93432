// Runs where audio is processed, in a thread of its own.
import { Rnnoise } from '@shiguredo/rnnoise-wasm';
import { type FromProcessor, PROCESSOR } from './noise-messages.js';
import { Reframer } from './reframer.js';
import { workletScope } from './worklet-scope.js';

/** How many samples the browser hands over at once. */
const BLOCK = 128;
/** The model was trained on samples of 16 bits. */
const FULL_SCALE = 32_768;
/** A second: how often the page hears what it costs. */
const FRAMES_A_REPORT = 100;
const SILENCE = new Float32Array(BLOCK);

/** Speech without the noise around it. Until the model is there, samples pass as they are. */
class NoiseProcessor extends workletScope.AudioWorkletProcessor {
  #reframer: Reframer | undefined;
  #frames = 0;
  #tookMs = 0;

  constructor() {
    super();
    this.#load().catch((error: unknown) => this.#say({ kind: 'failed', reason: String(error) }));
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    // A microphone that the system has muted gives no samples.
    const samples = input?.[0] ?? SILENCE;
    const out = output?.[0];
    if (out === undefined) return true;
    if (this.#reframer === undefined) out.set(samples);
    else this.#reframer.pass(samples, out);
    return true;
  }

  async #load(): Promise<void> {
    const rnnoise = await Rnnoise.load();
    const model = rnnoise.createDenoiseState();
    this.#reframer = new Reframer(rnnoise.frameSize, BLOCK, (frame) => {
      // The only clock here; it counts whole milliseconds, of which the mean of many frames is still right.
      const beganMs = Date.now();
      scale(frame, FULL_SCALE);
      model.processFrame(frame);
      scale(frame, 1 / FULL_SCALE);
      this.#count(Date.now() - beganMs);
    });
  }

  #count(tookMs: number): void {
    this.#frames += 1;
    this.#tookMs += tookMs;
    if (this.#frames < FRAMES_A_REPORT) return;
    this.#say({ kind: 'cleaned', tookMs: this.#tookMs / this.#frames });
    this.#frames = 0;
    this.#tookMs = 0;
  }

  #say(message: FromProcessor): void {
    this.port.postMessage(message);
  }
}

function scale(frame: Float32Array, by: number): void {
  for (let at = 0; at < frame.length; at += 1) frame[at] = (frame[at] ?? 0) * by;
}

workletScope.registerProcessor(PROCESSOR, NoiseProcessor);
