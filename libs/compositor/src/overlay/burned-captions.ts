import { drawSprite, font, plainLine, textWidth } from './ink.js';
import type { Face } from './overlays.js';
import type { Sprite } from './sprite.js';

/** Some words of a speaker. One that comes again under its id corrects the one before; without text it was taken back. */
export interface BurnedCaption {
  id: string;
  speaker?: string | undefined;
  text: string;
  /** How long it is said, as far as that is known. */
  lastsMs: number;
}

interface Shown {
  caption: BurnedCaption;
  untilMs: number;
}

/** A reader needs as long for so many characters. */
const READING_MS_A_CHARACTER = 60;
const SHORTEST_MS = 2_000;
const LONGEST_MS = 7_000;
const LINES = 2;
/** Nobody reads more than that of what scrolls away. */
const KEPT = 12;
const CHARACTERS_AT_MOST = 400;

/** What is drawn into the video of what was said last: a viewer reads it when it is known, which is after it was said. */
export class BurnedCaptions {
  #shown: Shown[] = [];

  /** `atMs`: the tick with which it can be read first. */
  put(caption: BurnedCaption, atMs: number): void {
    const known = this.#shown.findIndex((each) => each.caption.id === caption.id);
    if (known >= 0) {
      if (caption.text === '') this.#shown.splice(known, 1);
      else this.#shown[known] = { caption, untilMs: this.#shown[known]?.untilMs ?? atMs };
      return;
    }
    if (caption.text === '') return;
    const neededMs = Math.max(SHORTEST_MS, caption.text.length * READING_MS_A_CHARACTER, caption.lastsMs);
    this.#shown.push({ caption, untilMs: atMs + Math.min(LONGEST_MS, neededMs) });
    this.#shown = this.#shown.slice(-KEPT);
  }

  /** The text of this moment, a paragraph for each speaker; nothing where it is silent. */
  at(atMs: number): readonly string[] {
    this.#shown = this.#shown.filter(({ untilMs }) => untilMs > atMs);
    const paragraphs: { speaker: string | undefined; text: string }[] = [];
    for (const { caption } of this.#shown) {
      const last = paragraphs.at(-1);
      if (last && last.speaker === caption.speaker) last.text += ` ${caption.text}`;
      else paragraphs.push({ speaker: caption.speaker, text: caption.text });
    }
    return paragraphs.map(({ speaker, text }) =>
      (speaker === undefined ? text : `${speaker}: ${text}`).slice(-CHARACTERS_AT_MOST),
    );
  }
}

/** The newest lines on plates like those of names. `unit` is 1 on a canvas whose shorter side has 720 points. */
export function drawCaptions(
  paragraphs: readonly string[],
  face: Face,
  canvasWidth: number,
  unit: number,
): Sprite {
  const size = Math.round(26 * unit);
  const textFont = font(500, size, face);
  const pad = Math.round(size * 0.55);
  const room = canvasWidth * 0.8 - pad * 2;
  const lines = paragraphs.flatMap((text) => linesOf(plainLine(text), textFont, room)).slice(-LINES);
  const widths = lines.map((line) => textWidth(line, textFont));
  const width = Math.max(size, ...widths) + pad * 2;
  const height = Math.round(size * 1.6);
  return drawSprite(width, height * Math.max(1, lines.length), (ink) => {
    ink.font = textFont;
    for (const [at, line] of lines.entries()) {
      const left = (width - (widths[at] ?? 0)) / 2;
      ink.fillStyle = 'rgba(11,14,20,0.78)';
      ink.fillRect(left - pad, at * height, (widths[at] ?? 0) + pad * 2, height);
      ink.fillStyle = '#ffffff';
      ink.fillText(line, left, at * height + height / 2 + size * 0.36);
    }
  });
}

/** Words that fit; a word that is wider than a line is cut. */
function linesOf(text: string, textFont: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((each) => piecesOf(each, textFont, room))) {
    const joined = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(joined, textFont) <= room) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function piecesOf(word: string, textFont: string, room: number): string[] {
  if (textWidth(word, textFont) <= room) return [word];
  const pieces = [''];
  for (const { segment } of graphemes.segment(word)) {
    const grown = `${pieces.at(-1)}${segment}`;
    if (pieces.at(-1) === '' || textWidth(grown, textFont) <= room) pieces[pieces.length - 1] = grown;
    else pieces.push(segment);
  }
  return pieces;
}
