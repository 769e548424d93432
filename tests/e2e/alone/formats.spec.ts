import { tellOfFormats } from './formats.js';

tellOfFormats({ isStrict: false });
