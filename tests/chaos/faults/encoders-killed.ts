import type { Fault } from '../fault.js';
import { CHILD, killChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'encoders-killed',
  title: 'Every video and audio encoder killed at once, the warm spares too (SIGKILL)',
  strike: async (struck) => {
    await killChildren(struck, CHILD.videoEncoder);
    await killChildren(struck, CHILD.audioEncoder);
  },
};
