import { endTheShow, hangProcesses } from './hung-processes.js';

hangProcesses();
endTheShow();
