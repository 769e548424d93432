import { DESKTOP } from '../../support/web/story-manners.js';
import { tellOfPanels } from './show-panels.js';

tellOfPanels([DESKTOP]);
