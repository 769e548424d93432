import type { Fault } from '../fault.js';
import { spareWaits } from '../spare-waits.js';
import { killProcess } from '../strike-process.js';

export const fault: Fault = {
  name: 'programme-killed',
  title: 'The programme process killed (SIGKILL)',
  ready: (struck) => spareWaits(struck, 'programme'),
  strike: async (struck) => killProcess(struck, 'programme'),
};
