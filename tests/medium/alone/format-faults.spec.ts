import { strikeFormats } from './format-faults.js';

strikeFormats(2);
