import { changeCameras, disturbCameras, killProcesses } from './compositor-faults.js';

killProcesses({ isStrict: true });
changeCameras();
disturbCameras();
