import type { CaptionCue } from './caption-cue.js';

export interface WebVttOptions {
  /** Cues that an earlier file had and that were taken back since, by id. */
  withdrawn?: readonly string[];
  /** A file on its own, such as for a `track` element: its times are those of its cues. */
  isAlone?: boolean;
}

/** Players count cue times from the media's time zero, as fMP4 tells it. */
const MEDIA_TIMES = 'X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n';
/** A comment (W3C WebVTT, 4.1): players pass over it. */
export const WITHDRAWN_NOTE = 'NOTE withdrawn';

/**
 * A whole WebVTT file (W3C WebVTT, 4.1) of these cues, on the timeline that begins at `zeroMs`. A word that begins after
 * its cue has a time stamp of its own, so that a player may show it at its moment.
 */
export function printWebVtt(
  cues: readonly CaptionCue[],
  zeroMs: number,
  { withdrawn = [], isAlone = false }: WebVttOptions = {},
): string {
  const head = `WEBVTT\n${isAlone ? '' : MEDIA_TIMES}`;
  const note = withdrawn.length === 0 ? [] : [`${WITHDRAWN_NOTE} ${withdrawn.join(' ')}\n`];
  return [head, ...note, ...cues.map((cue) => printCue(cue, zeroMs))].join('\n');
}

function printCue({ id, startMs, endMs, speaker, words }: CaptionCue, zeroMs: number): string {
  const at = (ms: number) => printTime(Math.max(0, ms - zeroMs));
  const voice = speaker === undefined ? '' : `<v ${plain(speaker).replace(/[\r\n]+/g, ' ')}>`;
  const text = words.map((word, index) => {
    const stamp = index === 0 || word.atMs <= startMs || word.atMs >= endMs ? '' : `<${at(word.atMs)}>`;
    return `${stamp}${plain(word.text)}`;
  });
  return `${id}\n${at(startMs)} --> ${at(Math.max(endMs, startMs + 1))}\n${voice}${text.join(' ')}\n`;
}

const two = (value: number): string => String(value).padStart(2, '0');

function printTime(ms: number): string {
  const whole = Math.round(ms);
  const seconds = Math.floor(whole / 1_000);
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two);
  return `${clock.join(':')}.${String(whole % 1_000).padStart(3, '0')}`;
}

/** No line of a cue is empty or looks like the time of another one. */
const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\s+/g, ' ').trim();
