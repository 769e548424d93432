import { Child, type Clock } from '#kernel';
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
  const run = (args: string[], deadlineMs: number, onOutput: (text: string) => void = () => undefined) => {
    const child = new Child({
      name: 'media file',
      command: 'nice',
      args: [...NICENESS, ffmpegPath, ...args],
      clock,
    });
    child.stdout.on('data', (chunk: Buffer) => onOutput(chunk.toString('latin1')));
    const cancel = clock.after(deadlineMs, () => void child.kill());
    return child.exited.finally(cancel);
  };
  const factsOf = async (path: string) =>
    readFacts((await run(probeArguments(path), PROBE_DEADLINE_MS)).stderr);
  return async (from, to, onProgress) => {
    const given = await factsOf(from);
    if (given === undefined) throw new Error('unreadable');
    if (given.seconds > MEDIA_FILE_LIMITS.seconds) throw new Error('too-long');
    const { kind } = await run(
      convertArguments(from, to, given, MEDIA_FILE_LIMITS.seconds),
      DEADLINE_MS,
      (text) => {
        const seconds = readProgress(text);
        if (seconds !== undefined && given.seconds > 0) onProgress(Math.min(1, seconds / given.seconds));
      },
    );
    // What was written decides: an upload may say of itself what it likes.
    const made = kind === 'finished' ? await factsOf(to) : undefined;
    if (made === undefined) throw new Error('unreadable');
    return made;
  };
}
