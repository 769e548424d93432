import graphUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.binarypb?url';
import scriptUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.js?url';
import modelUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';
import dataUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.data?url';
import glueUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.js?url';
import wasmUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.wasm?url';
import type { TrackEffect } from '#client';
import { CAMERA_COST, FrameCost } from '../frame-cost.js';
import type { Background, FromWorker, ToWorker } from './background-messages.js';
import { insertable } from './insertable-streams.js';

/** Why the camera is seen as it is, although a background was chosen. */
export type BackgroundTrouble = 'slow' | 'failed';

const FILES: Record<string, string> = {
  'selfie_segmentation.binarypb': graphUrl,
  'selfie_segmentation_landscape.tflite': modelUrl,
  'selfie_segmentation_solution_simd_wasm_bin.js': glueUrl,
  'selfie_segmentation_solution_simd_wasm_bin.wasm': wasmUrl,
  'selfie_segmentation_solution_simd_wasm_bin.data': dataUrl,
};
/** Six megabytes are loaded, and shaders compiled. */
const FIRST_FRAME_MS = 30_000;
/** A camera gives a frame at least every third of a second, also in the dark. */
const SILENT_MS = 5_000;

/** Another background behind the person in front of the camera, painted in a worker of its own. */
export class BackgroundEffect implements TrackEffect {
  readonly #onTrouble: (trouble: BackgroundTrouble) => void;
  readonly #background: Background;
  #worker: Worker | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(background: Background, onTrouble: (trouble: BackgroundTrouble) => void) {
    this.#background = background;
    this.#onTrouble = onTrouble;
  }

  /** Resolves with the first painted frame under way; rejects where none comes. */
  start(raw: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.stop();
    const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } = insertable;
    if (!Processor || !Generator) return Promise.reject(new Error('no streams of frames'));
    // The newest frame alone: what comes while one is painted is dropped, not queued.
    const { readable: frames } = new Processor({ track: raw, maxBufferSize: 1 });
    const generator = new Generator({ kind: 'video' });
    const worker = new Worker(new URL('./background-worker.ts', import.meta.url));
    this.#worker = worker;
    const { writable: painted } = generator;
    const message: ToWorker = {
      frames,
      painted,
      background: this.#background,
      script: absolute(scriptUrl),
      files: Object.fromEntries(Object.entries(FILES).map(([name, url]) => [name, absolute(url)])),
    };
    return new Promise((resolve, reject) => {
      this.#listen(worker, () => resolve(generator), reject);
      worker.postMessage(message, [frames, painted] as unknown as Transferable[]);
    });
  }

  /** May be called twice. */
  stop(): void {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** A worker that stays silent has hung, and is given up like one that failed. */
  #listen(worker: Worker, onFirst: () => void, onNone: (error: Error) => void): void {
    const cost = new FrameCost(CAMERA_COST);
    const giveUp = (trouble: BackgroundTrouble, reason: string) => {
      if (this.#worker !== worker) return;
      this.stop();
      onNone(new Error(reason));
      this.#onTrouble(trouble);
    };
    const expectMore = (withinMs: number) => {
      clearTimeout(this.#silence);
      this.#silence = setTimeout(() => giveUp('failed', 'no frame came'), withinMs);
    };
    expectMore(FIRST_FRAME_MS);
    worker.onerror = () => giveUp('failed', 'the worker ended');
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (this.#worker !== worker) return;
      if (data.kind === 'failed') return giveUp('failed', data.reason);
      onFirst();
      expectMore(SILENT_MS);
      if (cost.isTooMuch(data.tookMs)) giveUp('slow', 'too slow');
    };
  }
}

/** Within the worker an address would be relative to its script. */
const absolute = (url: string): string => new URL(url, location.href).href;
