import { tellOfFormats } from './formats.js';

tellOfFormats({ isStrict: true });
