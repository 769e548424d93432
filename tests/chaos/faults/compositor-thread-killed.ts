import { join } from 'node:path';
import type { Fault } from '../fault.js';

const PRELOAD = join(import.meta.dirname, '..', 'preload', 'end-threads.mjs');

export const fault: Fault = {
  name: 'compositor-thread-killed',
  title: "The show's compositor thread ended in the middle of its work",
  show: { server: { nodeArgs: ['--import', PRELOAD], env: { END_THREADS_LIKE: 'programme-thread' } } },
  strike: async ({ server }) => server.signal('SIGUSR2'),
};
