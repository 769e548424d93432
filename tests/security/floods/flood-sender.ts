// Started by flood-process.ts, with the lowest priority: sends one kind of flood until it is ended.
import type { FloodCounts, FloodTarget } from './flood.js';
import { FLOODS } from './flood-kinds.js';

const SAID_EVERY_MS = 250;
const [, , kind = '', target = '{}'] = process.argv;
const counts: FloodCounts = { opened: 0, sent: 0, refused: 0 };

FLOODS[kind]?.(JSON.parse(target) as FloodTarget, counts);
setInterval(() => process.stdout.write(`${JSON.stringify(counts)}\n`), SAID_EVERY_MS);
