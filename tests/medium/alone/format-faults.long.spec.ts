import { strikeFormats } from './format-faults.js';

/** Until the other process has its turn, on a machine that does nothing else. */
const OWN_MACHINE_MS = 150;

strikeFormats(10, OWN_MACHINE_MS);
