import { proveVideoMeter } from './meters.js';

proveVideoMeter([500]);
