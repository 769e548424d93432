import type { Clock } from '#kernel';
import { FragmentSplitter } from '#media';
import { formatsOf, ladderOf, type ProgrammeSettings, type VideoEncoder } from '../settings.js';
import { videoEncoderPlan } from './encoder-arguments.js';
import { type StartProcess, startFfmpeg } from './encoder-process.js';
import { videoInput } from './run-input.js';

/** Beside those with which every process starts: ten in all. */
const FRAMES = 8;
/** A device that was asleep takes a second. */
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
  const input = videoInput(format);
  const given = new Map<string, number>();
  const splitters = new Map(ladderOf(format).map(({ id }) => [id, new FragmentSplitter()]));
  const process = startProcess({
    plan: videoEncoderPlan(format, ladderOf(format)),
    ffmpegPath: settings.ffmpegPath,
    clock,
    onBytes: (id, chunk) => {
      const pieces = splitters.get(id)?.push(chunk) ?? [];
      const fragments = pieces.filter(({ kind }) => kind === 'fragment');
      given.set(id, (given.get(id) ?? 0) + fragments.length);
    },
  });
  const [header, ...frames] = input.warmUp();
  process.write([header ?? new Uint8Array(), ...frames], () => undefined);
  const black = frames.at(-1) ?? new Uint8Array();
  for (let frame = 0; frame < FRAMES; frame += 1)
    process.write([...input.ahead(frame, black.length, -frames.length / 2), black], () => undefined);
  await process.stop(WITHIN_MS);
  const isWhole = [...splitters.keys()].every((id) => (given.get(id) ?? 0) > 0);
  return isWhole ? undefined : reasonOf(await process.exited);
}

/** The last thing that FFmpeg said, which is what ended it. */
const reasonOf = (exit: string): string => exit.split('\n').at(-1)?.slice(0, 200) ?? exit;
