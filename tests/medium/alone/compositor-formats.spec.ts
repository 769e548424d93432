import { makeTwoFormats } from './compositor-formats.js';

makeTwoFormats({ isStruck: false });
