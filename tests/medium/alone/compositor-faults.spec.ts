import { changeCameras, killProcesses } from './compositor-faults.js';

killProcesses({ isStrict: false });
changeCameras();
