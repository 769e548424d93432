import type { Cue } from './cue.js';

/** A reader needs as long for so many characters. */
const READING_MS_A_CHARACTER = 60;
const SHORTEST_MS = 1_500;
const LONGEST_LINE = 84;

/** What a human captioner typed: lines that are shown from now on, one after the other. */
export function typedCues(text: string, id: string, nowMs: number, speaker?: string): Cue[] {
  let startMs = Math.round(nowMs);
  return linesOf(text).map((line, at) => {
    const lastsMs = Math.max(SHORTEST_MS, line.length * READING_MS_A_CHARACTER);
    const cue = {
      id: `${id}-${at + 1}`,
      startMs,
      endMs: startMs + lastsMs,
      ...(speaker === undefined ? {} : { speaker }),
      words: [{ atMs: startMs, text: line }],
    };
    startMs += lastsMs;
    return cue;
  });
}

function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap(piecesOf)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LONGEST_LINE)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A word that is longer than a line is cut. */
function piecesOf(word: string): string[] {
  if (word === '') return [];
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += LONGEST_LINE) pieces.push(word.slice(at, at + LONGEST_LINE));
  return pieces;
}
