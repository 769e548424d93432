import type { Operation } from '../operation.js';
import { peopleOperations } from './people.js';
import { showOperations } from './shows.js';

/** Everything that the API does, in the order of the document. */
export const ALL_OPERATIONS: readonly Operation[] = [
  ...Object.values(peopleOperations),
  ...Object.values(showOperations),
] as unknown as readonly Operation[];
