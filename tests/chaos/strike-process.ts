import type { StruckShow } from './fault.js';

/** The processes that the supervisor watches. */
export type WatchedProcess = 'server' | 'front' | 'programme';

/** SIGKILL; the supervisor starts it again. */
export function killProcess({ server, begins, note }: StruckShow, app: WatchedProcess): void {
  const [found] = server.childrenLike(new RegExp(`/apps/${app}/src/main\\.js`));
  if (found === undefined) throw new Error(`no ${app} runs under the supervisor`);
  begins();
  process.kill(found.pid, 'SIGKILL');
  note(`process ${app} killed`);
}
