import { followProfiles } from './live-origin.js';

followProfiles(['ultra']);
