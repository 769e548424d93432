import { refusals } from './refusals.js';
import { start } from './start.js';

export const messages = { ...start, ...refusals };
