import { proveMeters } from './meters.js';

proveMeters([500], [0, 120]);
