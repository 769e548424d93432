import { neverStart } from './given-up-programme.js';

neverStart();
