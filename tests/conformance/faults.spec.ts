import { loseEncoders } from './faults.js';

loseEncoders(['everything']);
