import type { CaptionCue } from './caption-cue.js';
import { WITHDRAWN_NOTE } from './print-web-vtt.js';

export interface ReadWebVtt {
  cues: CaptionCue[];
  /** Ids of cues of earlier files that were taken back. */
  withdrawn: string[];
}

const TIME = String.raw`(\d{2,}):(\d\d):(\d\d)\.(\d{3})`;
const TIMES = new RegExp(`^${TIME} --> ${TIME}$`);
const STAMP = new RegExp(`<${TIME}>`);
const VOICE = /^<v ([^>]*)>/;
/** Parts that `split` answers of one stamp: its four numbers. */
const STAMP_PARTS = 4;

/** What `printWebVtt` printed, with `zeroMs` added to its times. A block of another form is left out. */
export function parseWebVtt(text: string, zeroMs: number): ReadWebVtt {
  const read: ReadWebVtt = { cues: [], withdrawn: [] };
  for (const block of text.split('\n\n').slice(1)) {
    const lines = block.split('\n').filter((line) => line !== '');
    const [first = ''] = lines;
    if (first.startsWith(`${WITHDRAWN_NOTE} `))
      read.withdrawn.push(...first.slice(WITHDRAWN_NOTE.length + 1).split(' '));
    const cue = cueOf(lines, zeroMs);
    if (cue !== undefined) read.cues.push(cue);
  }
  return read;
}

function cueOf([id, times = '', ...lines]: readonly string[], zeroMs: number): CaptionCue | undefined {
  const match = TIMES.exec(times);
  if (id === undefined || match === null) return undefined;
  const startMs = zeroMs + msOf(match.slice(1, 5));
  const endMs = zeroMs + msOf(match.slice(5, 9));
  const text = lines.join(' ');
  const [spoken = '', voice] = VOICE.exec(text) ?? [];
  const [opening = '', ...stamped] = text.slice(spoken.length).split(STAMP);
  const words = [{ atMs: startMs, text: opening }];
  for (let at = 0; at + STAMP_PARTS < stamped.length; at += STAMP_PARTS + 1) {
    const atMs = zeroMs + msOf(stamped.slice(at, at + STAMP_PARTS));
    words.push({ atMs, text: stamped[at + STAMP_PARTS] ?? '' });
  }
  return {
    id,
    startMs,
    endMs,
    ...(voice === undefined ? {} : { speaker: original(voice) }),
    words: words.map((word) => ({ ...word, text: original(word.text).trim() })),
  };
}

function msOf([hours, minutes, seconds, ms]: readonly string[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(ms);
}

const original = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
