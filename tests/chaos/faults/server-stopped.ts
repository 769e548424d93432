import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'server-stopped',
  title: 'The server process stopped for 3 s (SIGSTOP)',
  strike: async ({ server, hold }) => {
    const { pid } = server;
    process.kill(pid, 'SIGSTOP');
    await hold(3_000);
    process.kill(pid, 'SIGCONT');
  },
};
