import { strikeAudio, strikeTwice, strikeVideo } from './compositor-takeover.js';

strikeVideo(['SIGKILL', 'SIGSTOP'], { isStrict: true });
strikeAudio(['SIGKILL', 'SIGSTOP']);
strikeTwice();
