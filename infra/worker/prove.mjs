import { spawnSync } from 'node:child_process';

// Without MEDIASOUP_VERSION the worker ends with this code, after all its libraries were loaded.
const exitWithoutVersion = 41;

/** Runs the binary. Returns undefined if it works on this machine, else the reason why it does not. */
export function whyNotRunnable(binary) {
  const { LD_LIBRARY_PATH } = process.env;
  const run = spawnSync(binary, [], {
    env: LD_LIBRARY_PATH ? { LD_LIBRARY_PATH } : {},
    timeout: 10_000,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (run.status === exitWithoutVersion) return undefined;
  if (run.error) return run.error.code === 'ENOENT' ? 'there is no such file' : run.error.message;
  const said = run.stderr.trim().split('\n').at(-1) ?? '';
  return `it ended with ${run.signal ?? run.status}${said ? ` and said: ${said}` : ''}`;
}
