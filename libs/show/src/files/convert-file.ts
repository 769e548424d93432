import { Child, type Clock, FFMPEG_ENVIRONMENT } from '#kernel';
import { convertArguments, probeArguments, readFacts, readProgress } from './conversion.js';
import { type ConvertFile, MEDIA_FILE_LIMITS } from './media-file-store.js';

export interface ConvertFileOptions {
  ffmpegPath: string;
  clock: Clock;
}

/** A conversion yields to every show: one thread, behind everything else. */
const NICENESS = ['-n', '19'];
const PROBE_DEADLINE_MS = 20_000;
/** Half an hour of 4K on a busy machine. */
const DEADLINE_MS = 3 * 3_600_000;

/** By FFmpeg, in a process of its own. */
export function fileConverter({ ffmpegPath, clock }: ConvertFileOptions): ConvertFile {
  const run = async (
    args: string[],
    deadlineMs: number,
    signal: AbortSignal,
    onOutput: (text: string) => void = () => undefined,
  ) => {
    signal.throwIfAborted();
    const child = new Child({
      name: 'media file',
      command: 'nice',
      args: [...NICENESS, ffmpegPath, ...args],
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
