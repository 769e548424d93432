import { strikeAudio, strikeVideo } from './compositor-takeover.js';

strikeVideo(['SIGKILL'], { isStrict: false });
strikeAudio(['SIGSTOP']);
