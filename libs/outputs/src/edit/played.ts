import type { RecordingSummary } from '../recording/recording-summary.js';
import type { Chapter } from './recording-edit.js';

type Edited = Pick<RecordingSummary, 'seconds' | 'trim'>;

/** What is left between the trimmed ends. */
export const playedSeconds = ({ seconds, trim }: Edited): number =>
  trim === null ? seconds : trim.toSeconds - trim.fromSeconds;

/** Chapters as a player counts, in order: the one that runs at the beginning begins there, later ones are left out. */
export function playedChapters(recording: Edited & Pick<RecordingSummary, 'chapters'>): Chapter[] {
  const { fromSeconds, toSeconds } = recording.trim ?? { fromSeconds: 0, toSeconds: recording.seconds };
  const inOrder = [...recording.chapters].sort((a, b) => a.atSeconds - b.atSeconds);
  return inOrder
    .filter(({ atSeconds }, index) => {
      const next = inOrder[index + 1]?.atSeconds ?? Infinity;
      return atSeconds < toSeconds && next > fromSeconds;
    })
    .map(({ atSeconds, title }) => ({ atSeconds: Math.max(0, atSeconds - fromSeconds), title }));
}
