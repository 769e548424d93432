import { join } from 'node:path';
import { Child, type Clock } from '#kernel';
import { fromJobSchema, type JobOrder, type JobResult } from '#outputs';

export interface JobProcessOptions {
  order: JobOrder;
  env: Record<string, string | undefined>;
  execPath: string;
  execArgv: readonly string[];
  clock: Clock;
  signal: AbortSignal;
  onProgress(done: number): void;
}

const MAIN = join(import.meta.dirname, '..', 'job-main.js');
/** Nothing of a job must be saved: what it wrote has its name only when it is whole. */
const GRACE_MS = 500;

/** Runs one job in a process of its own; an abort kills it. Throws with the reason where it fails. */
export async function runJob(options: JobProcessOptions): Promise<JobResult> {
  const { order, env, execPath, execArgv, clock, signal, onProgress } = options;
  signal.throwIfAborted();
  const child = new Child({
    name: `job ${order.kind}`,
    command: execPath,
    args: [...execArgv, MAIN, order.kind],
    env: { ...env },
    graceMs: GRACE_MS,
    clock,
    isOurs: true,
  });
  const kill = () => void child.kill();
  signal.addEventListener('abort', kill, { once: true });
  let result: JobResult | undefined;
  let reason: string | undefined;
  child.onMessage((message) => {
    const said = fromJobSchema.safeParse(message);
    if (!said.success) return;
    if (said.data.kind === 'progress') onProgress(said.data.done);
    else if (said.data.kind === 'finished') result = said.data.result;
    else reason = said.data.reason;
  });
  child.send(order);
  const report = await child.exited;
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (result !== undefined) return result;
  throw new Error(reason ?? `the job's process ended: ${report.signal ?? `exit code ${report.code}`}`);
}
