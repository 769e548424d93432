import type { Fault } from '../fault.js';
import { killProcess } from '../strike-process.js';

export const fault: Fault = {
  name: 'front-killed',
  title: 'The front process killed (SIGKILL)',
  strike: async (struck) => killProcess(struck, 'front'),
};
