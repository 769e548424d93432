import type { StruckShow } from './fault.js';

/** The processes that the supervisor watches. */
export type WatchedProcess = 'server' | 'front' | 'programme';

/** SIGKILL; the supervisor starts it again. */
export function killProcess({ server, begins, note }: StruckShow, app: WatchedProcess): void {
  const pid = server.pidOf(app);
  if (pid === undefined) throw new Error(`no ${app} runs under the supervisor`);
  begins();
  process.kill(pid, 'SIGKILL');
  note(`process ${app} killed`);
}
