// A video encoder that is killed is in `format-faults.spec.ts`.
import { strikeAudio } from './compositor-takeover.js';

strikeAudio(['SIGSTOP']);
