import { DESKTOP, FURTHER_MANNERS } from '../support/web/story-manners.js';
import { lookAtPages } from './pages.js';

lookAtPages([DESKTOP, ...FURTHER_MANNERS]);
