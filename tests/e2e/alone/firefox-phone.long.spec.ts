import { PHONE } from '../../support/web/story-manners.js';
import { hostByFirefox } from './firefox-host.js';

hostByFirefox(PHONE);
