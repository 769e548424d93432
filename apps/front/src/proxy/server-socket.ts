import { connect, type Socket } from 'node:net';
import type { Clock } from '#kernel';

const RETRY_MS = 50;

/** A connection to the server, which may be starting: tries until the deadline. Nothing when there is none by then. */
export async function connectServer(
  path: string,
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Socket | undefined> {
  const untilMs = clock.monotonicMs() + deadlineMs;
  while (!signal.aborted) {
    const socket = await connectOnce(path);
    if (socket && signal.aborted) socket.destroy();
    else if (socket) return socket;
    if (clock.monotonicMs() + RETRY_MS > untilMs) return undefined;
    await clock.sleep(RETRY_MS, signal).catch(() => undefined);
  }
  return undefined;
}

function connectOnce(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}
