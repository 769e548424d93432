import type { Recording, ViewerClient } from '#client';
import { useText } from '../../i18n/use-text.js';
import { clockText } from '../../ui/duration.js';
import { useObserved } from '../../ui/use-observed.js';
import { chapterPlaceS } from './chapter-place.js';
import './replay.css';

/** The chapters of a recording: each is a button to where it begins. */
export function ChapterList({ recording, viewer }: { recording: Recording; viewer: ViewerClient }) {
  const t = useText();
  const { windowS, behindS } = useObserved(viewer.state);
  const { chapters } = recording;
  if (chapters.length === 0) return null;
  const placeOf = (atSeconds: number) => chapterPlaceS(recording, viewer, { atSeconds, windowS });
  const current = chapters.findLast(({ atSeconds }) => placeOf(atSeconds) <= windowS - behindS + 0.5);
  return (
    <nav aria-label={t('watch.chapters')}>
      <h2 className="small">{t('watch.chapters')}</h2>
      <ol className="chapters">
        {chapters.map((chapter) => (
          <li key={`${chapter.atSeconds} ${chapter.title}`}>
            <button
              type="button"
              className="chapter"
              aria-current={chapter === current}
              onClick={() => viewer.seekBehind(windowS - placeOf(chapter.atSeconds))}
            >
              <span className="tabular dim">{clockText(chapter.atSeconds)}</span> {chapter.title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
