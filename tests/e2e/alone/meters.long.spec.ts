import { proveAudioMeter, proveVideoMeter } from './meters.js';

proveVideoMeter([0, 50, 500, 2_000]);
proveAudioMeter([0, 40, 120]);
