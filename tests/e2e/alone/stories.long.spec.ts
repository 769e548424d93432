import { DESKTOP, FURTHER_MANNERS, PHONE } from '../../support/web/story-manners.js';
import { tellStories } from './stories.js';

tellStories([DESKTOP, PHONE, ...FURTHER_MANNERS]);
