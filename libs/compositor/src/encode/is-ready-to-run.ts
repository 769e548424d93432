import { readProcessState } from '#kernel';

let tells: boolean | undefined;

/** False for a process that is gone, ended or stopped. Where the system does not tell, it is taken for ready. */
export function isReadyToRun(pid: number | undefined): boolean {
  tells ??= readProcessState(process.pid) !== undefined;
  if (pid === undefined || !tells) return true;
  const state = readProcessState(pid);
  return state !== undefined && !state.isStopped && !state.isDead;
}
