import type { Fault } from '../fault.js';
import { spareWaits } from '../spare-waits.js';
import { killProcess } from '../strike-process.js';

export const fault: Fault = {
  name: 'server-killed',
  title: 'The server process killed (SIGKILL)',
  ready: (struck) => spareWaits(struck, 'server'),
  strike: async (struck) => killProcess(struck, 'server'),
};
