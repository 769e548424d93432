import { PHONE } from '../support/web/story-manners.js';
import { lookAtPages } from './pages.js';

lookAtPages([PHONE]);
