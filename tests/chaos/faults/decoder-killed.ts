import type { Fault } from '../fault.js';
import { CHILD, killChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'decoder-killed',
  title: "The host's decoder killed (SIGKILL)",
  strike: (struck) => killChildren(struck, CHILD.decoder),
};
