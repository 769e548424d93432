import { printIvfFrameHeader, printIvfHeader } from '#media';
import { BLACK, createI420, fillI420 } from '../mix/i420.js';
import type { Format } from '../settings.js';
import { AAC_FRAME_SAMPLES, warmUpFramesOf } from './encoder-arguments.js';

/** How units of one kind are put into a process, and where on its own clock they lie. */
export interface RunInput {
  readonly perSecond: number;
  /** Runs start on multiples of this, counted from the first run's start. */
  readonly gridUnits: number;
  /** A run that continues another is fed from this many units before its first published one. */
  readonly leadUnits: number;
  /** The first published fragment begins this many units before the start that is announced. */
  readonly primingUnits: number;
  /** What a process is given at its start: with it all encoders exist, and the map of each output comes out. */
  warmUp(): Uint8Array[];
  /** The unit that stands at the process's own time zero when it is fed from `unit` on. */
  zeroUnit(unit: number, originUnit: number): number;
  /** What stands before the bytes of a piece in the process's input. */
  ahead(unit: number, bytes: number, zeroUnit: number): Uint8Array[];
}

/** Frames with time stamps; the process's time zero is a segment boundary of the programme. */
export function videoInput(format: Format): RunInput {
  const { width, height, frameRate, keyFrameSeconds } = format;
  const keyUnits = Math.round(keyFrameSeconds * frameRate);
  const warmUnits = keyUnits * Math.ceil(warmUpFramesOf(format) / keyUnits);
  const image = createI420(width, height);
  fillI420(image, BLACK);
  const { data } = image;
  return {
    perSecond: frameRate,
    gridUnits: 1,
    leadUnits: 0,
    primingUnits: 0,
    warmUp: () => [
      printIvfHeader({ fourcc: 'I420', width, height, ticksPerSecond: frameRate }),
      ...Array.from({ length: warmUpFramesOf(format) }, (_, time) => [
        printIvfFrameHeader(data.length, time),
        data,
      ]).flat(),
    ],
    // Whole segments behind the warm-up frames, and as far into its segment as the unit is.
    zeroUnit: (unit, originUnit) => unit - warmUnits - ((unit - originUnit) % keyUnits),
    ahead: (unit, bytes, zeroUnit) => [printIvfFrameHeader(bytes, unit - zeroUnit)],
  };
}

/** The encoder gives nothing before it has seen three frames, and the muxer writes a fragment with the next one. */
const AUDIO_WARM_UP_SAMPLES = 4 * AAC_FRAME_SAMPLES;
const SILENCE = new Uint8Array(AUDIO_WARM_UP_SAMPLES * 8);

/**
 * Samples without time stamps: the process counts them. An AAC frame is heard together with the one before it, so a run
 * that continues another is fed two frames early; its first published frame is the encoder's delay, which readers of the
 * stream leave out.
 */
export function audioInput(sampleRateHz: number): RunInput {
  return {
    perSecond: sampleRateHz,
    gridUnits: AAC_FRAME_SAMPLES,
    leadUnits: 3 * AAC_FRAME_SAMPLES,
    primingUnits: AAC_FRAME_SAMPLES,
    warmUp: () => [SILENCE],
    zeroUnit: (unit) => unit - AUDIO_WARM_UP_SAMPLES - AAC_FRAME_SAMPLES,
    ahead: () => [],
  };
}
