import { DESKTOP, FURTHER_MANNERS, PHONE } from '../support/web/story-manners.js';
import { lookAtStudioPanels } from './studio-panels.js';

lookAtStudioPanels([DESKTOP, PHONE, ...FURTHER_MANNERS]);
