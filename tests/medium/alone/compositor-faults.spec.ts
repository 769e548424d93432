import { killProcesses } from './compositor-faults.js';

killProcesses({ isStrict: false });
