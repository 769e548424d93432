import { common } from './common.js';
import { owner } from './owner.js';
import { studio } from './studio.js';
import { watch } from './watch.js';

export const messages = { ...common, ...watch, ...studio, ...owner } as const;
