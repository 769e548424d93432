import { DESKTOP } from '../../support/web/story-manners.js';
import { tellStories } from './stories.js';

// A phone in Korean has slides and scenes, the guest backstage, and every other page.
tellStories([DESKTOP]);
