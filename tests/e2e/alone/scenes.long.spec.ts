import { DESKTOP, FURTHER_MANNERS } from '../../support/web/story-manners.js';
import { tellOfScenes } from './scenes.js';

tellOfScenes([DESKTOP, ...FURTHER_MANNERS]);
