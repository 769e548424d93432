import { type RefObject, useEffect, useState } from 'react';
import type { Recording, ViewerClient } from '#client';
import { clockText } from '../../ui/duration.js';
import { useFetched } from '../../ui/use-fetched.js';
import { chapterPlaceS } from './chapter-place.js';
import { parseThumbnails } from './parse-thumbnails.js';
import './replay.css';

interface SeekMarksProps {
  recording: Recording;
  viewer: ViewerClient;
  windowS: number;
  bar: RefObject<HTMLInputElement | null>;
}

/** Where chapters begin, and what is at the place under the pointer. The bar itself says all of it in words. */
export function SeekMarks({ recording, viewer, windowS, bar }: SeekMarksProps) {
  const at = useHovered(bar);
  const { thumbnailsUrl } = recording;
  const chapters = recording.chapters.map(({ atSeconds, title }) => ({
    title,
    placeS: chapterPlaceS(recording, viewer, { atSeconds, windowS }),
  }));
  const load = async () => {
    const answer = await fetch(thumbnailsUrl ?? '');
    return answer.ok ? parseThumbnails(await answer.text()) : [];
  };
  const { value: all = [] } = useFetched(['thumbnails', recording.id], load, {
    isWanted: thumbnailsUrl !== null,
  });
  const seconds = at === undefined ? 0 : at * windowS;
  const shown = all.find(({ fromS, toS }) => seconds >= fromS && seconds < toS);
  const chapter = chapters.findLast(({ placeS }) => placeS <= seconds);
  return (
    <div className="seek-marks" aria-hidden="true">
      {chapters
        .filter(({ placeS }) => placeS > 0)
        .map(({ title, placeS }) => (
          <span
            key={`${placeS} ${title}`}
            className="seek-mark"
            style={{ insetInlineStart: `${(100 * placeS) / windowS}%` }}
          />
        ))}
      {at === undefined ? null : (
        <span className="seek-preview" style={{ left: `clamp(80px, ${at * 100}%, 100% - 80px)` }}>
          {shown && thumbnailsUrl ? (
            <span
              className="seek-image"
              style={{
                width: shown.width,
                height: shown.height,
                backgroundImage: `url("${thumbnailsUrl.replace(/[^/]+$/, shown.image)}")`,
                backgroundPosition: `-${shown.x}px -${shown.y}px`,
              }}
            />
          ) : null}
          {chapter ? <span className="seek-title">{chapter.title}</span> : null}
          <span className="tabular">{clockText(seconds)}</span>
        </span>
      )}
    </div>
  );
}

/** The share of the bar that lies before the pointer. */
function useHovered(bar: RefObject<HTMLInputElement | null>): number | undefined {
  const [at, setAt] = useState<number>();
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const move = (event: PointerEvent) => {
      const { left, width } = element.getBoundingClientRect();
      setAt(Math.min(1, Math.max(0, (event.clientX - left) / width)));
    };
    const leave = () => setAt(undefined);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
    };
  }, [bar]);
  return at;
}
