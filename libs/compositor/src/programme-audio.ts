import type { Clock, Log } from '#kernel';
import { ContinuousEncoder } from './encode/continuous-encoder.js';
import { AAC_FRAME_SAMPLES, audioEncoderPlan } from './encode/encoder-arguments.js';
import { type PublishedRun, publishedElsewhere } from './encode/published-elsewhere.js';
import { audioInput } from './encode/run-input.js';
import { SampleHistory } from './encode/sample-history.js';
import type { ProgrammeSink, RealtimeFrame } from './ports.js';
import type { ProgrammeEvent } from './programme-health.js';
import { audioRendition, type ProgrammeSettings, SAMPLE_RATE_HZ } from './settings.js';

export interface ProgrammeAudioOptions {
  settings: ProgrammeSettings;
  clock: Clock;
  log: Log;
  sink: ProgrammeSink;
  frame(frame: RealtimeFrame): void;
  event(event: ProgrammeEvent): void;
  standsBy: boolean;
}

const HISTORY_SECONDS = 5;
const MOST_BEHIND_SECONDS = 15;
const BYTES_A_SAMPLE = 8;

/** The encoder of the mix, which all formats share, and the samples that a spare would be given again. */
export class ProgrammeAudio {
  readonly #encoder: ContinuousEncoder;
  readonly #history: SampleHistory;

  private constructor(encoder: ContinuousEncoder, history: SampleHistory) {
    this.#encoder = encoder;
    this.#history = history;
  }

  static async create({
    settings,
    clock,
    log,
    sink,
    event,
    frame,
    standsBy,
  }: ProgrammeAudioOptions): Promise<ProgrammeAudio> {
    const history = new SampleHistory(HISTORY_SECONDS * SAMPLE_RATE_HZ);
    const encoder = await ContinuousEncoder.create({
      plan: audioEncoderPlan(settings, audioRendition(settings)),
      input: audioInput(SAMPLE_RATE_HZ),
      history,
      ffmpegPath: settings.ffmpegPath,
      keyUnits: AAC_FRAME_SAMPLES,
      mostPendingBytes: MOST_BEHIND_SECONDS * SAMPLE_RATE_HZ * BYTES_A_SAMPLE,
      clock,
      log,
      sink,
      onFrame: frame,
      standsBy,
      onDied: (reason) => event({ kind: 'encoder-died', encoder: 'audio', reason }),
      onTakeOver: ({ run, continues, behindUnits }) =>
        event({
          ...{ kind: 'encoder-took-over', encoder: 'audio', run, continues },
          behindMs: Math.round((behindUnits * 1_000) / SAMPLE_RATE_HZ),
        }),
    });
    return new ProgrammeAudio(encoder, history);
  }

  get pids(): number[] {
    return this.#encoder.pids;
  }

  get encoderRestarts(): number {
    return this.#encoder.restarts;
  }

  /** Interleaved samples from this one of the programme on; they must not be touched again. */
  push(samples: Float32Array, firstSample: number): void {
    this.#history.push(samples, firstSample);
    this.#encoder.advance(firstSample + samples.length / 2);
  }

  /** Goes on where the programme of another machine ended, which is on the grid of AAC frames. */
  takeOver(runs: readonly PublishedRun[], settings: ProgrammeSettings): void {
    const former = publishedElsewhere(runs, audioInput(SAMPLE_RATE_HZ));
    const endUnit = former.endOf(audioRendition(settings).id);
    this.#encoder.takeOver(endUnit === undefined ? undefined : former, endUnit);
  }

  restart(): void {
    this.#history.clear();
    this.#encoder.restart();
  }

  close(): Promise<void> {
    return this.#encoder.close();
  }
}
