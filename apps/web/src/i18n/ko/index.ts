import type { Messages } from '../messages.js';
import { refusals } from './refusals.js';
import { start } from './start.js';

export const messages: Messages = { ...start, ...refusals };
