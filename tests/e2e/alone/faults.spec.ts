import { meetFaults } from './faults.js';

meetFaults(false);
