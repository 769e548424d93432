import { killEncoders } from './continuing-runs.js';

killEncoders(['video', 'audio']);
