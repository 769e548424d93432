import { spawnSync } from 'node:child_process';

// Started without MEDIASOUP_VERSION the worker says so with this exit code, after all libraries were loaded.
const exitWithoutVersion = 41;

/** Runs the binary: answers undefined when it works here, else why not. */
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
