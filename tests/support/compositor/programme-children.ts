import { readFileSync } from 'node:fs';
import { systemClock } from '#kernel';
import { treeOf } from '../processes/processes.js';
import { colourName } from './colours.js';
import { decodeFrames, type RecordedRun } from './recording-sink.js';

/** The processes of this test whose command is like this. */
export const childrenLike = (pattern: RegExp): number[] =>
  treeOf(process.pid)
    .filter(({ command, state }) => pattern.test(command) && state !== 'Z')
    .map(({ pid }) => pid);

export const decoders = (): number[] => childrenLike(/ffmpeg.* mkvtimestamp_v2 /);
export const videoEncoders = (): number[] => childrenLike(/ffmpeg.* libx264 /);
export const audioEncoders = (): number[] => childrenLike(/ffmpeg.* aac /);

/** Bytes that a process has read so far, from files, pipes and sockets. */
const readBytes = (pid: number): number =>
  Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))?.[1] ?? 0);

/** Longer than a tick, so that the published encoder was given input meanwhile. */
const WATCHED_MS = 200;

/** Of an encoder and its warm spare the one that is published: it alone reads. */
export async function publishedOf(pids: readonly number[]): Promise<number> {
  const before = new Map(pids.map((pid) => [pid, readBytes(pid)]));
  await systemClock.sleep(WATCHED_MS);
  const read = (pid: number) => readBytes(pid) - (before.get(pid) ?? 0);
  const [published] = [...pids].sort((a, b) => read(b) - read(a));
  if (published === undefined) throw new Error('no encoder is running');
  return published;
}

/** A busy machine may starve a decoder for the better part of a second. */
const JUDGED_TICKS = 20;

/** The newest colour above the programme's middle just before this tick. */
export async function colourAt(run: RecordedRun, tick: number): Promise<string> {
  const frames = await decodeFrames(run, 64, 36);
  const newest = Math.min(frames.count - 1, tick - run.start.units);
  const oldest = Math.max(0, newest - JUDGED_TICKS);
  const colours = Array.from({ length: newest - oldest + 1 }, (_, age) =>
    colourName(frames.rgb(newest - age, 32, 12)),
  );
  return colours.find((colour) => colour !== 'other') ?? 'other';
}
