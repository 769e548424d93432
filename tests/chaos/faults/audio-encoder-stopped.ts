import type { Fault } from '../fault.js';
import { CHILD, stopPublished } from '../strike-child.js';

export const fault: Fault = {
  name: 'audio-encoder-stopped',
  title: 'The audio encoder stopped for 3 s (SIGSTOP)',
  strike: (struck) => stopPublished(struck, CHILD.audioEncoder, 3_000),
};
