import { FURTHER_MANNERS } from '../../support/web/story-manners.js';
import { tellStories } from './stories.js';

tellStories(FURTHER_MANNERS);
