import { FURTHER_MANNERS, PHONE } from '../../support/web/story-manners.js';
import { tellOfPanels } from './show-panels.js';

tellOfPanels([PHONE, ...FURTHER_MANNERS]);
