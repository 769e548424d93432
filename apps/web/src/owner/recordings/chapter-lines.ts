import { clockText } from '../../ui/duration.js';

export interface ChapterLine {
  atSeconds: number;
  title: string;
}

const LINE = /^\s*((?:\d{1,3}:)?\d{1,2}:\d{2})\s+(\S.*?)\s*$/;

/** `1:05` or `1:02:03` in seconds; nothing for what is no time. */
export function secondsIn(text: string): number | undefined {
  if (!/^\s*(?:\d{1,3}:)?\d{1,2}:[0-5]\d\s*$/.test(text)) return undefined;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** A time and a title a line, as people write them below videos. Answers the first line that is none. */
export function parseChapterLines(text: string): { chapters: ChapterLine[]; wrong: string | undefined } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const chapters: ChapterLine[] = [];
  for (const line of lines) {
    const [, time = '', title = ''] = LINE.exec(line) ?? [];
    const atSeconds = secondsIn(time);
    if (atSeconds === undefined || title.length > 200) return { chapters, wrong: line };
    chapters.push({ atSeconds, title });
  }
  return { chapters: chapters.sort((a, b) => a.atSeconds - b.atSeconds), wrong: undefined };
}

export const printChapterLines = (chapters: readonly ChapterLine[]): string =>
  chapters.map(({ atSeconds, title }) => `${clockText(atSeconds)} ${title}`).join('\n');
