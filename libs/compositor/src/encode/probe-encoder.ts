import type { Clock } from '#kernel';
import { FragmentSplitter } from '#media';
import { formatsOf, ladderOf, type ProgrammeSettings, type VideoEncoder } from '../settings.js';
import { videoEncoderPlan } from './encoder-arguments.js';
import { type StartProcess, startFfmpeg } from './encoder-process.js';
import { unreadable } from './encoder-run.js';
import { videoInput } from './run-input.js';
import { optionsOf } from './video-encoders.js';

/** Beside those with which every process starts: ten in all. */
const FRAMES = 8;
/** Where the encoder has no bound of its own. */
const WITHIN_MS = 8_000;

export interface ProbeOptions {
  settings: ProgrammeSettings;
  encoder: VideoEncoder;
  clock: Clock;
  startProcess?: StartProcess;
}

/** Encodes ten frames by the very arguments of the main format. Answers why that does not work here, if it does not. */
export async function encoderFault(options: ProbeOptions): Promise<string | undefined> {
  const { settings, encoder, clock, startProcess = startFfmpeg } = options;
  const [main] = formatsOf(settings);
  if (!main) return undefined;
  const format = { ...main, encoder };
  const { startsWithinMs: withinMs = WITHIN_MS } = optionsOf(format);
  const input = videoInput(format);
  const startedMs = clock.monotonicMs();
  /** Of rungs that have given no fragment yet. */
  const splitters = new Map(ladderOf(format).map(({ id }) => [id, new FragmentSplitter()]));
  let fault: string | undefined;
  const process = startProcess({
    plan: videoEncoderPlan(format, ladderOf(format)),
    ffmpegPath: settings.ffmpegPath,
    clock,
    onBytes: (id, chunk) => {
      if (fault !== undefined) return;
      try {
        const pieces = splitters.get(id)?.push(chunk) ?? [];
        if (pieces.some(({ kind }) => kind === 'fragment')) splitters.delete(id);
      } catch (error) {
        fault = unreadable(error);
        process.kill();
      }
    },
  });
  const [header, ...frames] = input.warmUp();
  process.write([header ?? new Uint8Array(), ...frames], () => undefined);
  const black = frames.at(-1) ?? new Uint8Array();
  for (let frame = 0; frame < FRAMES; frame += 1)
    process.write([...input.ahead(frame, black.length, -frames.length / 2), black], () => undefined);
  await process.stop(withinMs);
  if (splitters.size === 0) return undefined;
  if (fault !== undefined) return fault;
  if (clock.monotonicMs() - startedMs >= withinMs) return `no video within ${withinMs / 1_000} s`;
  return reasonOf(await process.exited);
}

/** The last thing that FFmpeg said, which is what ended it. */
const reasonOf = (exit: string): string => exit.split('\n').at(-1)?.slice(0, 200) ?? exit;
