import { proveMeters } from './meters.js';

proveMeters([0, 50, 500, 2_000], [0, 40, 120]);
