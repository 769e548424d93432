import type { Messages } from '../messages.js';
import { refusals } from './refusals.js';
import { start } from './start.js';
import { work } from './work.js';

export const messages: Messages = { ...start, ...work, ...refusals };
