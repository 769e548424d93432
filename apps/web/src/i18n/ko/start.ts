import { common } from './common.js';
import { devices } from './devices.js';
import { studio } from './studio.js';
import { watch } from './watch.js';

/** What every page is drawn with; the texts of refusals follow. */
export const start = { ...common, ...watch, ...studio, ...devices };
