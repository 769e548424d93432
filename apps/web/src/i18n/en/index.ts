import { refusals } from './refusals.js';
import { start } from './start.js';
import { work } from './work.js';

export const messages = { ...start, ...work, ...refusals };
