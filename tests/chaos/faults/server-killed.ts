import type { Fault } from '../fault.js';
import { killProcess } from '../strike-process.js';

export const fault: Fault = {
  name: 'server-killed',
  title: 'The server process killed (SIGKILL)',
  strike: async (struck) => killProcess(struck, 'server'),
};
