import type { StruckShow } from './fault.js';

/** The children of the server, told apart by their command line. */
export const CHILD = {
  videoEncoder: /ffmpeg.*libx264/,
  audioEncoder: /ffmpeg.* aac /,
  decoder: /ffmpeg.*(ivf|vp8|h264)(?!.*libx264)/,
  mediaWorker: /mediasoup-worker/,
} as const;

function pidsOf({ server, note }: StruckShow, kind: RegExp): number[] {
  const found = server.childrenLike(kind);
  if (found.length === 0) throw new Error(`the server has no child like ${kind}`);
  note(`${found.length} process${found.length === 1 ? '' : 'es'} struck`);
  return found.map((each) => each.pid);
}

function send(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch {
      // Replaced by the server meanwhile: that is what it should do.
    }
}

/** SIGKILL to every child of a kind at once. */
export async function killChildren(struck: StruckShow, kind: RegExp): Promise<void> {
  send(pidsOf(struck, kind), 'SIGKILL');
}

/** SIGSTOP: alive, and doing nothing. Goes on after `ms`, if the server has not replaced it. */
export async function stopChildren(struck: StruckShow, kind: RegExp, ms: number): Promise<void> {
  const pids = pidsOf(struck, kind);
  send(pids, 'SIGSTOP');
  await struck.hold(ms);
  send(pids, 'SIGCONT');
}
