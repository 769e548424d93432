import { DESKTOP, PHONE } from '../../support/web/story-manners.js';
import { tellStories } from './stories.js';

tellStories([DESKTOP, PHONE]);
