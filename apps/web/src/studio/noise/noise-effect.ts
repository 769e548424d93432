import type { TrackEffect } from '#client';
import { FrameCost } from '../frame-cost.js';
import { type FromProcessor, LEAST_RATE, PROCESSOR, SAMPLE_RATE } from './noise-messages.js';
import processorUrl from './noise-processor.ts?worker&url';

/** Why the microphone is heard as it is, although its noise was to be removed. */
export type NoiseTrouble = 'slow' | 'failed';

/** Reports come each second. Half of the ten milliseconds that a frame lasts: the rest of the page needs a processor too. */
const COST = { window: 5, warmUp: 2, mostMs: 5 };
/** Between two reports, while the browser lets audio run. */
const SILENT_MS = 5_000;
/** What counts as a gesture, before which a browser may hold audio back. */
const GESTURES = ['pointerdown', 'keydown'] as const;

interface Source {
  context: AudioContext;
  node: MediaStreamAudioSourceNode;
}

/**
 * Firefox connects a microphone only at the rate of the machine's own audio, which the model then takes for a voice that is a
 * little higher.
 */
function sourceOf(raw: MediaStreamTrack): Source {
  const stream = new MediaStream([raw]);
  for (const rate of [{ sampleRate: SAMPLE_RATE }, {}]) {
    const context = new AudioContext({ ...rate, latencyHint: 'interactive' });
    try {
      if (context.sampleRate >= LEAST_RATE) return { context, node: context.createMediaStreamSource(stream) };
    } catch {
      // The other rate, then.
    }
    void context.close();
  }
  throw new Error('no rate that the model knows');
}

interface Listeners {
  /** A second of clean audio. */
  onReport(): void;
  onEnd(trouble: NoiseTrouble): void;
}

/** Speech without its noise, cleaned in the thread that processes audio. */
export class NoiseEffect implements TrackEffect {
  readonly #onTrouble: (trouble: NoiseTrouble) => void;
  #context: AudioContext | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  readonly #resume = () => void this.#context?.resume().catch(() => undefined);

  constructor(onTrouble: (trouble: NoiseTrouble) => void) {
    this.#onTrouble = onTrouble;
  }

  /** Resolves once speech comes out clean; rejects where it cannot. */
  async start(raw: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.stop();
    const source = sourceOf(raw);
    const { context } = source;
    this.#context = context;
    try {
      await context.audioWorklet.addModule(processorUrl);
      if (this.#context !== context) throw new Error('stopped');
      return await this.#connect(source);
    } catch (error) {
      this.#giveUp(context, 'failed');
      throw error;
    }
  }

  /** May be called twice. */
  stop(): void {
    clearTimeout(this.#silence);
    for (const gesture of GESTURES) document.removeEventListener(gesture, this.#resume);
    const context = this.#context;
    this.#context = undefined;
    void context?.close().catch(() => undefined);
  }

  #connect({ context, node }: Source): Promise<MediaStreamTrack> {
    const mono = { channelCount: 1, channelCountMode: 'explicit' } as const;
    const processor = new AudioWorkletNode(context, PROCESSOR, { ...mono, outputChannelCount: [1] });
    const output = new MediaStreamAudioDestinationNode(context, mono);
    node.connect(processor).connect(output);
    const [cleaned] = output.stream.getAudioTracks();
    if (cleaned === undefined) return Promise.reject(new Error('no track'));
    return new Promise((resolve, reject) => {
      this.#listen(context, processor, {
        onReport: () => resolve(cleaned),
        onEnd: (trouble) => {
          reject(new Error(trouble));
          this.#giveUp(context, trouble);
        },
      });
    });
  }

  /** A processor that stays silent while audio runs has hung; audio that the browser stops is run again, or given up. */
  #listen(context: AudioContext, processor: AudioWorkletNode, { onReport, onEnd }: Listeners): void {
    const cost = new FrameCost(COST);
    const expectReport = () => {
      clearTimeout(this.#silence);
      this.#silence = setTimeout(() => onEnd('failed'), SILENT_MS);
    };
    processor.onprocessorerror = () => onEnd('failed');
    processor.port.onmessage = ({ data }: MessageEvent<FromProcessor>) => {
      if (this.#context !== context) return;
      if (data.kind === 'failed') return onEnd('failed');
      expectReport();
      onReport();
      if (cost.isTooMuch(data.tookMs)) onEnd('slow');
    };
    const follow = () => {
      if (this.#context !== context) return;
      if (context.state === 'running') expectReport();
      else this.#resume();
    };
    context.addEventListener('statechange', follow);
    for (const gesture of GESTURES) document.addEventListener(gesture, this.#resume);
    follow();
  }

  #giveUp(context: AudioContext, trouble: NoiseTrouble): void {
    if (this.#context !== context) return;
    this.stop();
    this.#onTrouble(trouble);
  }
}
