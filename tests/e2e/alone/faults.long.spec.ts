import { meetFaults } from './faults.js';

meetFaults(true);
