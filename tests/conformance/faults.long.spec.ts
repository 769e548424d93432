import { loseEncoders } from './faults.js';

loseEncoders(['one rung', 'all video', 'everything']);
