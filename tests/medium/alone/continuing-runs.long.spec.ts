import { killEncoders } from './continuing-runs.js';

killEncoders(['audio']);
