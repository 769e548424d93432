import { followProgramme, strikeProgramme } from './programme-process.js';

followProgramme({ isStrict: true });
strikeProgramme();
