import { FURTHER_MANNERS, PHONE } from '../../support/web/story-manners.js';
import { tellStories } from './stories.js';

tellStories([PHONE, ...FURTHER_MANNERS]);
