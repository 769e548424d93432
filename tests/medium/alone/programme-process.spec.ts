import { followProgramme } from './programme-process.js';

followProgramme({ isStrict: false });
