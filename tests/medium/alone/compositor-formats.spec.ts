import { makeTwoFormats } from './compositor-formats.js';

makeTwoFormats();
