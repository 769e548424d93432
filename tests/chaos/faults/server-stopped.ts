import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'server-stopped',
  title: 'The server stopped for 3 s (SIGSTOP)',
  strike: async ({ server, hold }) => {
    server.signal('SIGSTOP');
    await hold(3_000);
    server.signal('SIGCONT');
  },
};
