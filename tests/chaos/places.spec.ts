import { runElsewhere } from './places.js';

runElsewhere();
