import { disturbCameras, killProcesses } from './compositor-faults.js';

killProcesses({ isStrict: true });
disturbCameras();
