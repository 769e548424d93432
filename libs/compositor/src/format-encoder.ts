import type { Clock, Log } from '#kernel';
import { ContinuousEncoder } from './encode/continuous-encoder.js';
import { type EncoderPlan, videoEncoderPlan } from './encode/encoder-arguments.js';
import type { EncoderFault } from './encode/failing-device.js';
import type { FrameHistory } from './encode/frame-history.js';
import { videoInput } from './encode/run-input.js';
import { optionsOf } from './encode/video-encoders.js';
import { i420Bytes } from './mix/i420.js';
import type { ProgrammeSink, RealtimeFrame } from './ports.js';
import type { ProgrammeEvent } from './programme-health.js';
import { type Format, ladderOf, MAIN_FORMAT, type ProgrammeSettings, type Rendition } from './settings.js';

export interface FormatEncoderOptions {
  format: Format;
  settings: ProgrammeSettings;
  clock: Clock;
  log: Log;
  sink: ProgrammeSink;
  /** A frame of the main format, where the programme is given in real time. */
  frame(frame: RealtimeFrame): void;
  event(event: ProgrammeEvent): void;
  /** Composes and publishes nothing before `takeOver`. */
  standsBy: boolean;
}

/** Frames that may wait for the encoder: viewers are late by as much. */
const MOST_BEHIND_SECONDS = 15;

const isRealtime = ({ format, settings }: FormatEncoderOptions): boolean =>
  settings.realtime && format.id === MAIN_FORMAT;

/** The rendition that a source may be: the highest, in the size of the canvas, with another below it to be encoded. */
export function copiedRung({ format, settings }: FormatEncoderOptions): Rendition | undefined {
  const [top, below] = ladderOf(format);
  // Only x264 repeats its parameter sets as a source does.
  const isAlone = settings.passthrough && settings.formats.length === 0 && format.encoder === 'x264';
  const isWhole = top?.width === format.width && top.height === format.height;
  return isAlone && isWhole && below ? top : undefined;
}

/** `encoded` is the format with the encoder that makes it. */
export const formatPlan = (
  options: FormatEncoderOptions,
  encoded: Format,
  rungs: readonly Rendition[],
): EncoderPlan =>
  videoEncoderPlan(encoded, rungs, {
    isRealtime: isRealtime(options),
    copiedId: copiedRung(options)?.id,
  });

/** The same format by the encoder that always works; nothing for what it makes already. */
export const withX264 = (format: Format): Format | undefined =>
  format.encoder === 'x264' ? undefined : { ...format, encoder: 'x264' };

export interface StartedEncoder {
  encoder: ContinuousEncoder;
  /** With the encoder that makes it. */
  format: Format;
}

/** By the encoder of the format, or by x264 where that one does not start. */
export async function startFormatEncoder(
  options: FormatEncoderOptions,
  history: FrameHistory,
  failed: (fault: EncoderFault) => void,
): Promise<StartedEncoder> {
  const { format } = options;
  const start = async (encoded: Format) => ({
    format: encoded,
    encoder: await createEncoder(options, encoded, history, failed),
  });
  const plain = withX264(format);
  if (!plain) return start(format);
  return start(format).catch((error: unknown) => {
    options.log.warn('compositor.encoder | does not start, x264 takes its place', {
      format: format.id,
      encoder: format.encoder,
      error,
    });
    return start(plain);
  });
}

function createEncoder(
  options: FormatEncoderOptions,
  encoded: Format,
  history: FrameHistory,
  failed: (fault: EncoderFault) => void,
): Promise<ContinuousEncoder> {
  const { format, settings, clock, log, sink, event, frame, standsBy } = options;
  return ContinuousEncoder.create({
    plan: formatPlan(options, encoded, ladderOf(format)),
    input: videoInput(encoded),
    history,
    ffmpegPath: settings.ffmpegPath,
    keyUnits: Math.round(format.keyFrameSeconds * format.frameRate),
    isOneOfSeveral: settings.formats.length > 0,
    warmWithinMs: optionsOf(encoded).startsWithinMs,
    mostPendingBytes: MOST_BEHIND_SECONDS * format.frameRate * i420Bytes(format.width, format.height),
    clock,
    log,
    sink,
    onFrame: frame,
    standsBy,
    onDied: (reason) => {
      event({ kind: 'encoder-died', encoder: 'video', format: format.id, reason });
      failed('died');
    },
    onNotStarted: () => failed('not-started'),
    onTakeOver: ({ run, continues, behindUnits }) =>
      event({
        ...{ kind: 'encoder-took-over', encoder: 'video', format: format.id, run, continues },
        behindMs: Math.round((behindUnits * 1_000) / format.frameRate),
      }),
  });
}
