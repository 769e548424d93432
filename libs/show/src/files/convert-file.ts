import {
  Child,
  type Clock,
  type Confinement,
  confinedCommand,
  FFMPEG_ENVIRONMENT,
  probeConfinement,
} from '#kernel';
import { convertArguments, probeArguments, readFacts, readProgress } from './conversion.js';
import { type ConvertFile, MEDIA_FILE_LIMITS } from './media-file-store.js';

export interface ConvertFileOptions {
  ffmpegPath: string;
  clock: Clock;
}

const BOUNDS = {
  /** A few dozen frames of 8K, and FFmpeg's libraries. */
  addressBytes: 8_000_000_000,
  /** The three hours that it may take in all. */
  cpuSeconds: 10_800,
  /** Half an hour at the most bits that a conversion makes. */
  fileBytes: 2_000_000_000,
  files: 32,
  processes: 32,
  /** A conversion yields to every show: one thread, behind everything else. */
  niceness: 19,
};
const PROBE_DEADLINE_MS = 20_000;
/** Half an hour of 4K on a busy machine. */
const DEADLINE_MS = 3 * 3_600_000;

/** By FFmpeg, in a process of its own, which gets no more of this machine than it needs: hosts send files of strangers. */
export function fileConverter({ ffmpegPath, clock }: ConvertFileOptions): ConvertFile {
  let confinement: Promise<Confinement> | undefined;
  const run = async (
    args: string[],
    deadlineMs: number,
    signal: AbortSignal,
    onOutput: (text: string) => void = () => undefined,
  ) => {
    confinement ??= probeConfinement(clock);
    const command = confinedCommand([ffmpegPath, ...args], BOUNDS, await confinement);
    signal.throwIfAborted();
    const child = new Child({
      ...command,
      name: 'media file',
      clock,
      env: FFMPEG_ENVIRONMENT,
    });
    child.stdout.on('data', (chunk: Buffer) => onOutput(chunk.toString('latin1')));
    const kill = () => void child.kill();
    const cancel = clock.after(deadlineMs, kill);
    signal.addEventListener('abort', kill);
    try {
      return await child.exited;
    } finally {
      cancel();
      signal.removeEventListener('abort', kill);
    }
  };
  const factsOf = async (path: string, signal: AbortSignal) =>
    readFacts((await run(probeArguments(path), PROBE_DEADLINE_MS, signal)).stderr);
  return async (from, to, onProgress, signal) => {
    const given = await factsOf(from, signal);
    if (given === undefined) throw new Error('unreadable');
    if (given.seconds > MEDIA_FILE_LIMITS.seconds) throw new Error('too-long');
    const { kind } = await run(
      convertArguments(from, to, given, MEDIA_FILE_LIMITS.seconds),
      DEADLINE_MS,
      signal,
      (text) => {
        const seconds = readProgress(text);
        if (seconds !== undefined && given.seconds > 0) onProgress(Math.min(1, seconds / given.seconds));
      },
    );
    // What was written decides: an upload may say of itself what it likes.
    const made = kind === 'finished' ? await factsOf(to, signal) : undefined;
    if (made === undefined) throw new Error('unreadable');
    return made;
  };
}
