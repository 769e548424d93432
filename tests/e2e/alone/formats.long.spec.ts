import { tellOfFormats } from './formats.js';

tellOfFormats({ isStruck: true });
