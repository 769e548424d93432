import { runConfined } from './places.js';

runConfined();
