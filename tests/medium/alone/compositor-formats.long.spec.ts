import { layOutAlone, makeTwoFormats, strikeOne } from './compositor-formats.js';

makeTwoFormats();
layOutAlone();
strikeOne();
