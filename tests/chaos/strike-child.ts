import { readFileSync } from 'node:fs';
import type { StruckShow } from './fault.js';

/** Children of the programme that is on air and media workers, told apart by their command line. */
export const CHILD = {
  videoEncoder: /ffmpeg.*libx264/,
  audioEncoder: /ffmpeg.* aac /,
  decoder: /ffmpeg.*(ivf|vp8|h264)(?!.*libx264)/,
  mediaWorker: /mediasoup-worker/,
} as const;

/** A spare programme has encoders too, which nobody watches. */
const strikable = (server: StruckShow['server'], kind: RegExp) =>
  kind === CHILD.mediaWorker
    ? server.childrenLike(kind)
    : server.programmes.filter(({ command }) => kind.test(command));

function pidsOf({ server, note }: StruckShow, kind: RegExp): number[] {
  const found = strikable(server, kind);
  if (found.length === 0) throw new Error(`the server has no child like ${kind}`);
  note(`${found.length} process${found.length === 1 ? '' : 'es'} struck`);
  return found.map((each) => each.pid);
}

function strike({ begins }: StruckShow, pids: readonly number[], signal: NodeJS.Signals): void {
  begins();
  send(pids, signal);
}

function send(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch {
      // Replaced by the server meanwhile: that is what it should do.
    }
}

/** Clock ticks from the boot to the start of a process (proc(5), field 22). */
function startedAt(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}

/** The one that viewers watch: its spare is always started after it. */
function publishedOf({ server, note }: StruckShow, kind: RegExp): number[] {
  const found = strikable(server, kind).map(({ pid }) => pid);
  const [oldest] = found.sort((one, other) => startedAt(one) - startedAt(other));
  if (oldest === undefined) throw new Error(`the server has no child like ${kind}`);
  note(`1 of ${found.length} processes struck`);
  return [oldest];
}

/** SIGKILL to the encoder of a kind that is published; its warm spare lives. */
export async function killPublished(struck: StruckShow, kind: RegExp): Promise<void> {
  strike(struck, publishedOf(struck, kind), 'SIGKILL');
}

/** SIGSTOP to the one that is published. Goes on after `ms`, if it was not replaced. */
export async function stopPublished(struck: StruckShow, kind: RegExp, ms: number): Promise<void> {
  const pids = publishedOf(struck, kind);
  strike(struck, pids, 'SIGSTOP');
  await struck.hold(ms);
  send(pids, 'SIGCONT');
}

/** SIGKILL to every child of a kind at once. */
export async function killChildren(struck: StruckShow, kind: RegExp): Promise<void> {
  strike(struck, pidsOf(struck, kind), 'SIGKILL');
}

/** SIGSTOP: alive, and doing nothing. Goes on after `ms`, if the server has not replaced it. */
export async function stopChildren(struck: StruckShow, kind: RegExp, ms: number): Promise<void> {
  const pids = pidsOf(struck, kind);
  strike(struck, pids, 'SIGSTOP');
  await struck.hold(ms);
  send(pids, 'SIGCONT');
}
