import { giveUp, neverStart } from './given-up-programme.js';

neverStart();
giveUp();
