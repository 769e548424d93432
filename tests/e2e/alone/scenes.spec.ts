import { PHONE } from '../../support/web/story-manners.js';
import { tellOfScenes } from './scenes.js';

tellOfScenes([PHONE]);
