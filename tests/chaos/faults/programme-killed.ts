import type { Fault } from '../fault.js';
import { killProcess } from '../strike-process.js';

export const fault: Fault = {
  name: 'programme-killed',
  title: 'The programme process killed (SIGKILL)',
  strike: async (struck) => killProcess(struck, 'programme'),
};
