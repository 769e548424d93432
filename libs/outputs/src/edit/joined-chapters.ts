import { type Chapter, MOST_CHAPTERS } from './recording-edit.js';

/** Marks of one chapter differ by less than this: each process of the programme tells them again. */
const SAME_SECONDS = 0.05;

/** What is known of a recording's chapters, with those that were marked on air: from its first frame, in order. */
export function joinedChapters(
  known: readonly Chapter[],
  onAir: readonly Chapter[],
  startSeconds: number,
): Chapter[] {
  const marked = onAir.map(({ atSeconds, title }) => ({ atSeconds: atSeconds - startSeconds, title }));
  const running = marked.findLast(({ atSeconds }) => atSeconds <= 0);
  const later = marked.filter(({ atSeconds }) => atSeconds > 0);
  const all = [...known];
  for (const chapter of [...(running ? [{ ...running, atSeconds: 0 }] : []), ...later]) {
    const isKnown = all.some(
      ({ atSeconds, title }) =>
        title === chapter.title && Math.abs(atSeconds - chapter.atSeconds) < SAME_SECONDS,
    );
    if (!isKnown) all.push(chapter);
  }
  return all.sort((a, b) => a.atSeconds - b.atSeconds).slice(0, MOST_CHAPTERS);
}
