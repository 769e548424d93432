import { hangProcesses } from './hung-processes.js';

hangProcesses();
