import type { Fault } from '../fault.js';
import { CHILD, stopChildren } from '../strike-child.js';

export const fault: Fault = {
  name: 'decoder-stopped',
  title: "The host's decoder stopped for 6 s (SIGSTOP)",
  strike: (struck) => stopChildren(struck, CHILD.decoder, 6_000),
};
